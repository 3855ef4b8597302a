import { isJsonObject, type JsonObject } from '../../../events/json.ts';
import { mapOf, scalarText } from '../../definition/read.ts';
import type { UnplacedProblem } from '../../source/source-text.ts';
import type { JobNode, RuleInput } from '../../validate/rule.ts';

/** How an action is run; `unknown` where its `using` is none that GitHub knows. */
export type ActionKind = 'composite' | 'javascript' | 'docker' | 'unknown';

/**
 * What a rule of actions looks at. The steps of a composite action are those of the one job that `jobs` holds, so that
 * the rules of workflows that look at steps serve here too.
 */
export interface ActionRuleInput extends RuleInput {
  readonly kind: ActionKind;
  readonly runs: JsonObject;
}

/** One rule: what it has against the file of an action. */
export type ActionRule = (input: ActionRuleInput) => UnplacedProblem[];

/** The kind of an action; the runner takes `using` in any case of letters. */
export function kindOfAction(root: JsonObject): ActionKind {
  const using = (scalarText(mapOf(root['runs'])['using']) ?? '').toLowerCase();
  if (using === 'composite' || using === 'docker') return using;
  return /^node\d+$/.test(using) ? 'javascript' : 'unknown';
}

/** The steps of a composite action as those of a job. */
export function jobOfAction(root: JsonObject): JobNode {
  const steps = mapOf(root['runs'])['steps'];
  const nodes = (Array.isArray(steps) ? steps : []).flatMap((step: unknown, index) =>
    isJsonObject(step) ? [{ path: ['runs', 'steps', index], step }] : [],
  );
  const stepIndexes = new Map(
    nodes.flatMap(({ step }, index) =>
      typeof step['id'] === 'string' ? [[step['id'].toLowerCase(), index]] : [],
    ),
  );
  return { id: 'runs', path: ['runs'], job: {}, steps: nodes, stepIndexes };
}
