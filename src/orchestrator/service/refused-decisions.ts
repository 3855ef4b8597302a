import type { Decision, Draft } from '../../events/index.ts';
import { InvalidRecordError } from '../../log/index.ts';
import { smallerThan } from '../decide/index.ts';

/**
 * What to store instead of decisions that the log refused for their size: fewer of them, or less of the only one;
 * null where it did not refuse them for that, or nothing can be left out.
 */
export function lessThan(
  decisions: readonly Draft<Decision>[],
  error: unknown,
): readonly Draft<Decision>[] | null {
  if (!(error instanceof InvalidRecordError)) return null;
  if (decisions.length > 1) return decisions.slice(0, Math.ceil(decisions.length / 2));
  const smaller = decisions.flatMap((decision) => smallerThan(decision, error.message) ?? []);
  return smaller.length === 0 ? null : smaller;
}
