import type { JsonObject } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { quotedList } from '../structure/words.ts';
import { error, parallelSteps, type Rule, type StepNode, warning } from './rule.ts';

/** What a step can do; it does one of them. */
const KINDS = ['run', 'uses', 'wait', 'wait-all', 'cancel', 'parallel'];

/** What a step that stands in a `parallel` can do. */
const PARALLEL_KINDS = ['run', 'uses'];

const WORKING = ['run', 'uses'];
const NAMED = ['run', 'uses', 'wait', 'wait-all', 'cancel'];

/** The keys that not every kind of step has, and which kinds have them. */
const OWNERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['shell', ['run']],
  ['working-directory', ['run']],
  ['with', ['uses']],
  ['if', WORKING],
  ['env', WORKING],
  ['timeout-minutes', WORKING],
  ['background', WORKING],
  ['retry', WORKING],
  ['name', NAMED],
  ['id', NAMED],
  ['continue-on-error', NAMED],
]);

/** A step does one thing, as a script or an action, and has the keys of its kind. */
export const stepKind: Rule = ({ document, jobs }) =>
  jobs.flatMap(({ steps }) =>
    steps.flatMap((node, index) => [
      ...stepProblems(document, node, [steps[index - 1], steps[index + 1]]),
      ...parallelSteps(node).flatMap((inner) => parallelProblems(document, inner)),
    ]),
  );

/** @param neighbours the steps before and behind it in the list */
function stepProblems(
  document: SourceDocument,
  { path, step }: StepNode,
  [before, behind]: readonly (StepNode | undefined)[] = [],
): UnplacedProblem[] {
  const [kind, other] = KINDS.filter((key) => key in step);
  if (kind === undefined) {
    // What a key that is none was meant to be, nobody knows: it is a mistake of its own.
    if (!Object.keys(step).every((key) => OWNERS.has(key))) return [];
    const hint = splitHint(step, before?.step, behind?.step) ?? 'it would do nothing.';
    const message = `The step has neither \`run\` nor \`uses\`; ${hint}`;
    return [document.atValue(path, error('step-kind', message))];
  }
  if (other !== undefined) {
    const message = `A step has \`${kind}\` or \`${other}\`, not both; make two steps of it.`;
    return [document.atKey([...path, other], error('step-kind', message))];
  }
  return [...emptyScript(document, path, step), ...foreignKeys(document, path, step, kind)];
}

/** GitHub runs a script with nothing in it. */
function emptyScript(document: SourceDocument, path: Path, { run }: JsonObject): UnplacedProblem[] {
  if (run !== null && run !== '') return [];
  const message = '`run` is empty, so that the step does nothing; write its script.';
  return [document.atKey([...path, 'run'], warning('empty-value', message))];
}

function foreignKeys(
  document: SourceDocument,
  path: Path,
  step: JsonObject,
  kind: string,
): UnplacedProblem[] {
  return Object.keys(step).flatMap((key) => {
    const owners = OWNERS.get(key);
    if (owners === undefined || owners.includes(kind)) return [];
    const message = `\`${key}\` belongs to steps with ${quotedList(owners, 'or')}; this one has \`${kind}\`.`;
    return [document.atKey([...path, key], error('step-kind', message))];
  });
}

/** Where a `- ` too many made two steps of one, each with other keys; null where none did. */
function splitHint(
  step: JsonObject,
  before: JsonObject | undefined,
  behind: JsonObject | undefined,
): string | null {
  const shares = (other: JsonObject): boolean => Object.keys(step).some((key) => key in other);
  if (before !== undefined && 'uses' in before && 'with' in step && !shares(before))
    return 'without its `- `, it is a part of the step before it.';
  const kind = WORKING.find((key) => behind !== undefined && key in behind);
  if (behind === undefined || kind === undefined || 'with' in step || shares(behind)) return null;
  return `without the \`- \` before \`${Object.keys(behind)[0] ?? kind}\`, the next step is a part of it.`;
}

/** All steps of a `parallel` are in the background already, and it waits for them itself. */
function parallelProblems(document: SourceDocument, node: StepNode): UnplacedProblem[] {
  const { path, step } = node;
  const foreign = Object.keys(step).filter(
    (key) => key === 'background' || (KINDS.includes(key) && !PARALLEL_KINDS.includes(key)),
  );
  if (foreign.length === 0) return stepProblems(document, node);
  return foreign.map((key) => {
    const message = `\`${key}\` cannot stand inside of \`parallel\`, whose steps run side by side and are waited for.`;
    return document.atKey([...path, key], error('step-kind', message));
  });
}
