export { ExpressionError, UnclosedExpressionError } from './error.ts';
export {
  evaluate,
  evaluateBoolean,
  evaluateCondition,
  evaluateEnvironment,
  evaluateNumber,
  interpolate,
  interpolateJson,
  isTrue,
  textOf,
  type Scope,
} from './evaluate.ts';
export { FUNCTION_NAMES, STATUS_FUNCTIONS, type Status } from './functions.ts';
export type { ComparisonOperator, ExpressionNode, NodeIndex } from './nodes.ts';
export { CONTEXT_NAMES, parseExpression, type Mention, type ParsedExpression } from './syntax.ts';
export { hasExpression, isInsertion, soleExpression, splitTemplate, type Segment } from './template.ts';
