import { actionContextsOf } from '../../types/index.ts';
import { declaredOutputs } from '../../validate/declared-outputs.ts';
import { expressionProblems } from '../../validate/expressions.ts';
import type { ActionRule } from './action-rule.ts';

/** Every expression of an action against the types of what it names. */
export const expressions: ActionRule = (input) =>
  expressionProblems(input, actionContextsOf(input.root, declaredOutputs(input.callees)));
