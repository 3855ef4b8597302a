import type { Concurrency, EvaluatedConcurrency } from '../../events/index.ts';
import { evaluateBoolean, interpolate, type Scope } from '../../workflow/index.ts';

/** `concurrency` with its expressions replaced; none where its group comes out empty. @throws ExpressionError */
export function evaluateConcurrency(
  concurrency: Concurrency | undefined,
  scope: Scope,
): EvaluatedConcurrency | null {
  if (concurrency === undefined) return null;
  const group = interpolate(concurrency.group, scope);
  if (group === '') return null;
  return { group, cancelInProgress: evaluateBoolean(concurrency.cancelInProgress, scope, false) };
}
