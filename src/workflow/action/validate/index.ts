/** What the file of an action means, beyond its structure: its own rules, and those of workflows that look at steps. */
import type { JsonObject } from '../../../events/json.ts';
import type { Callees } from '../../callees/index.ts';
import { ACTION_KEYS } from '../../contexts/action-availability.ts';
import { mapOf } from '../../definition/read.ts';
import type { SourceDocument } from '../../source/document.ts';
import type { UnplacedProblem } from '../../source/source-text.ts';
import { STEP_RULES } from '../../validate/index.ts';
import { findOccurrences } from '../../validate/occurrences.ts';
import { type ActionRule, jobOfAction, kindOfAction } from './action-rule.ts';
import { description } from './description.ts';
import { expressions } from './expressions.ts';
import { files } from './files.ts';
import { hooks } from './hooks.ts';
import { image } from './image.ts';
import { inputs } from './inputs.ts';
import { outputs } from './outputs.ts';
import { runtime } from './runtime.ts';
import { stepKind } from './step-kind.ts';

const RULES: readonly ActionRule[] = [
  ...STEP_RULES,
  description,
  expressions,
  files,
  hooks,
  image,
  inputs,
  outputs,
  runtime,
  stepKind,
];

/** Everything that the rules have against the file of an action. */
export function actionProblems(
  document: SourceDocument,
  root: JsonObject,
  callees: Callees | null,
): UnplacedProblem[] {
  const { occurrences, problems } = findOccurrences(document, ACTION_KEYS);
  const input = {
    document,
    root,
    jobs: [jobOfAction(root)],
    occurrences,
    callees,
    kind: kindOfAction(root),
    runs: mapOf(root['runs']),
  };
  return [...problems, ...RULES.flatMap((rule) => rule(input))];
}
