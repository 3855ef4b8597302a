import { MOST_SPREAD_MS, type OfferPublished, type WorkerId } from '../../events/index.ts';

/** How long a worker lets others go first. Times are in milliseconds. */
export interface HoldBackTimes {
  /** Covers a normal grant's way: who was not named claims only where none was seen for so long. */
  readonly baseMs: number;
  /** What a worker without the mirror waits where others claim at once. */
  readonly otherWorkersMs: number;
  /** From 0 to below 1, another one each time. */
  readonly random: () => number;
}

/** Whom an offer meets. */
export interface Claimant {
  readonly worker: WorkerId;
  readonly holdsMirror: boolean;
}

/**
 * Milliseconds that a worker holds an offer back before it may claim it.
 *
 * Of many idle workers only those that the offer names claim at once, so that one offer does not lead to hundreds
 * of claims. The others come later, each at a moment of its own, and only where no grant was seen: they are for
 * the case that those named are frozen, dead, full or draining. So the wait is bounded by `baseMs` and
 * MOST_SPREAD_MS, whatever the offer says. Workers with the mirror go first in each group.
 */
export function holdBackOf(
  { first, spreadMs = 0 }: Pick<OfferPublished, 'first' | 'spreadMs'>,
  { worker, holdsMirror }: Claimant,
  { baseMs, otherWorkersMs, random }: HoldBackTimes,
): number {
  if (first === undefined) return holdsMirror ? 0 : otherWorkersMs;
  const place = first.indexOf(worker);
  if (place === 0 || (place > 0 && holdsMirror)) return 0;
  if (place > 0) return otherWorkersMs;
  const half = Math.min(spreadMs, MOST_SPREAD_MS) / 2;
  return baseMs + (holdsMirror ? 0 : half) + random() * half;
}
