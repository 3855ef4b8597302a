import type { UnplacedProblem } from '../source/source-text.ts';
import { STEP_KEYS_NOT_EXECUTED } from '../definition/index.ts';
import { nearMiss } from '../near-miss.ts';
import type { SourceDocument } from '../source/document.ts';
import { error, type Rule, type StepNode } from './rule.ts';

/** A step runs a script or uses an action, and has the keys of its kind. */
export const stepKind: Rule = ({ document, jobs }) =>
  jobs.flatMap(({ steps }) => steps.flatMap((node) => stepProblems(document, node)));

function stepProblems(document: SourceDocument, { path, step }: StepNode): UnplacedProblem[] {
  const runs = 'run' in step;
  const uses = 'uses' in step;
  if (runs && uses) {
    const message = 'A step has `run` or `uses`, not both; make two steps of it.';
    return [document.atKey([...path, 'uses'], error('step-kind', message))];
  }
  if (!runs && !uses) {
    // A step that waits for others, or holds them, has neither; a misspelt key is a mistake of its own.
    if (STEP_KEYS_NOT_EXECUTED.some((key) => key in step)) return [];
    if (Object.keys(step).some((key) => nearMiss(key, ['run', 'uses']) !== null)) return [];
    return [
      document.atValue(
        path,
        error('step-kind', 'The step has neither `run` nor `uses`; it would do nothing.'),
      ),
    ];
  }
  const [foreign, owner] = runs ? [['with'], 'uses'] : [['shell', 'working-directory'], 'run'];
  return foreign
    .filter((key) => key in step)
    .map((key) => {
      const message = `\`${key}\` belongs to steps with \`${owner}\`; this one has \`${runs ? 'run' : 'uses'}\`.`;
      return document.atKey([...path, key], error('step-kind', message));
    });
}
