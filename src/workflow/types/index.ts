/** Types of expressions: what can be known of a value before the run, and what is wrong whatever it will be. */
export { checkExpression, type CheckedExpression } from './check.ts';
export { actionContextsOf } from './contexts/action.ts';
export { contextsOf, type ContextTypes } from './contexts/index.ts';
export type { ExpressionFinding } from './finding.ts';
export { checkKeyValue } from './key-value.ts';
export { NO_DECLARED_OUTPUTS, type DeclaredOutputs } from './outputs.ts';
export { constantConditions } from './truth.ts';
export { ANY, type Type, typeWords } from './type.ts';
export { untrustedParts, type UntrustedPart } from './untrusted.ts';
