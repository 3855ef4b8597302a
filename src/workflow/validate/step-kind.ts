import type { UnplacedProblem } from '../source/source-text.ts';
import { nearMiss } from '../near-miss.ts';
import type { SourceDocument } from '../source/document.ts';
import { error, type Rule, type StepNode } from './rule.ts';

/** What makes a step what it is: it has one of these keys, and only one. */
const KINDS: readonly string[] = ['run', 'uses', 'wait', 'wait-all', 'cancel', 'parallel'];

/** Keys that steps of some kinds have; all other keys go with every kind. */
const KINDS_WITH: ReadonlyMap<string, readonly string[]> = new Map([
  ['shell', ['run']],
  ['working-directory', ['run']],
  ['with', ['uses']],
  ['if', ['run', 'uses']],
  ['env', ['run', 'uses']],
  ['timeout-minutes', ['run', 'uses']],
  ['retry', ['run', 'uses']],
  ['background', ['run', 'uses']],
]);

/** A step runs a script, uses an action or waits for others, and has the keys of its kind. */
export const stepKind: Rule = ({ document, jobs }) =>
  jobs.flatMap(({ steps }) => steps.flatMap((node) => stepProblems(document, node)));

function stepProblems(document: SourceDocument, { path, step }: StepNode): UnplacedProblem[] {
  const [kind, second] = KINDS.filter((key) => key in step);
  if (kind === undefined) {
    // A misspelt key is a mistake of its own.
    if (Object.keys(step).some((key) => nearMiss(key, KINDS) !== null)) return [];
    const message = 'The step has neither `run` nor `uses`; it would do nothing.';
    return [document.atValue(path, error('step-kind', message))];
  }
  if (second !== undefined) {
    const message = `A step has \`${kind}\` or \`${second}\`, not both; make two steps of it.`;
    return [document.atKey([...path, second], error('step-kind', message))];
  }
  return Object.keys(step).flatMap((key) => {
    const kinds = KINDS_WITH.get(key);
    if (kinds === undefined || kinds.includes(kind)) return [];
    const owners = kinds.map((owner) => `\`${owner}\``).join(' or ');
    const message = `\`${key}\` belongs to steps with ${owners}; this one has \`${kind}\`.`;
    return [document.atKey([...path, key], error('step-kind', message))];
  });
}
