import { MOST_SPREAD_MS, type OfferPublished, type WorkerId } from '../../events/index.ts';
import type { Candidate, Workforce } from './workforce.ts';

/** How long the others take for their claims, in milliseconds for each worker that could claim. */
const SPREAD_PER_WORKER_MS = 4;
/** They take so long at least, in milliseconds: there may be workers that the owner has not heard of yet. */
const LEAST_SPREAD_MS = 50;

/** What of an offer says who claims first. */
export type OfferHint = Required<Pick<OfferPublished, 'first' | 'spreadMs'>>;

/** What an offer looks for. */
export interface Wanted {
  readonly labels: readonly string[];
  /** Workers that ran the repository before, and so have its mirror. */
  readonly ran: ReadonlySet<WorkerId>;
  /** Any whole number from 0; where it differs from offer to offer, equal workers take turns. */
  readonly turn: number;
}

/**
 * Says who should claim an offer first, and counts the slots that are spoken for by it.
 *
 * The first one named has a free slot that no other offer speaks for, if anybody has; a worker that ran the
 * repository before is taken before one with more free slots. While most of the free slots are not spoken for, a
 * second one is named in case the first is frozen. Where all slots are taken, an offer names whose turn comes
 * soonest: then a burst of offers is divided among the workers, and two that become free at the same moment claim
 * different ones.
 */
export function chooseCandidates({ labels, ran, turn }: Wanted, workforce: Workforce): OfferHint {
  const matching = workforce.matching(labels);
  const spread = Math.max(LEAST_SPREAD_MS, matching.length * SPREAD_PER_WORKER_MS);
  const spreadMs = Math.min(MOST_SPREAD_MS, spread);
  const first = best(matching, ran, turn, null);
  if (first === null) return { first: [], spreadMs };
  first.named += 1;
  const second = isPlenty(matching) ? best(matching, ran, turn, first) : null;
  if (second === null || slackOf(second) <= 0) return { first: [first.worker], spreadMs };
  second.named += 1;
  return { first: [first.worker, second.worker], spreadMs };
}

/** The slots that no job takes and no offer speaks for; negative where offers speak for more than there are. */
function slackOf({ capacity, used, named }: Candidate): number {
  return capacity - used - named;
}

/** Whether at most half of the free slots are spoken for. */
function isPlenty(candidates: readonly Candidate[]): boolean {
  let free = 0;
  let slack = 0;
  for (const candidate of candidates) {
    free += Math.max(0, candidate.capacity - candidate.used);
    slack += Math.max(0, slackOf(candidate));
  }
  return slack * 2 >= free;
}

function best(
  candidates: readonly Candidate[],
  ran: ReadonlySet<WorkerId>,
  turn: number,
  except: Candidate | null,
): Candidate | null {
  let found: Candidate | null = null;
  for (let index = 0; index < candidates.length; index += 1) {
    const candidate = candidates[(index + turn) % candidates.length];
    if (candidate === undefined || candidate === except) continue;
    if (found === null || isBetter(candidate, found, ran)) found = candidate;
  }
  return found;
}

function isBetter(one: Candidate, other: Candidate, ran: ReadonlySet<WorkerId>): boolean {
  const slack = slackOf(one);
  const otherSlack = slackOf(other);
  if (slack > 0 !== otherSlack > 0) return slack > 0;
  if (one.heard !== other.heard) return one.heard;
  if (slack <= 0) return loadOf(one) < loadOf(other);
  if (ran.has(one.worker) !== ran.has(other.worker)) return ran.has(one.worker);
  return slack > otherSlack;
}

/** How far away its turn is: what it has and will have, for each of its slots. */
function loadOf({ capacity, used, named }: Candidate): number {
  return (used + named) / capacity;
}
