import type { Concurrency, EvaluatedConcurrency } from '../../events/index.ts';
import { evaluateBoolean, ExpressionError, interpolate, type Scope } from '../../workflow/index.ts';

/** The most characters of a concurrency group, as on GitHub. */
const MOST_CHARACTERS = 400;

/** `concurrency` with its expressions replaced; none where its group comes out empty. @throws ExpressionError */
export function evaluateConcurrency(
  concurrency: Concurrency | undefined,
  scope: Scope,
): EvaluatedConcurrency | null {
  if (concurrency === undefined) return null;
  const group = interpolate(concurrency.group, scope);
  if (group === '') return null;
  if (group.length > MOST_CHARACTERS)
    throw new ExpressionError(
      concurrency.group,
      `gives a concurrency group of ${group.length} characters; a group may have ${MOST_CHARACTERS} at most`,
    );
  return { group, cancelInProgress: evaluateBoolean(concurrency.cancelInProgress, scope, false) };
}
