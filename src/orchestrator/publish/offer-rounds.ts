import type { LiveAttempt, PartitionState } from '../state/index.ts';
import { labelKey, type Workforce } from './workforce.ts';

/** The most of the oldest offers told in one round. */
const MOST_OLDEST = 1_000;
/** How many of the oldest are told in a round for each list of labels that somebody serves, however busy. */
const LEAST_OLDEST = 16;
/** How many others are told in a round. */
const MOST_OTHERS = 256;

/**
 * Chooses which open offers to tell again. Telling all of them every time would flood workers that cannot take
 * them: a round tells the oldest, twice as many as there are free slots for, and goes on through all others
 * where the round before stopped. So a worker with a free slot hears of the oldest offers at once, and an offer
 * that got lost on its way is told again eventually. What no worker serves is left out until one does.
 */
export class OfferRounds {
  /** How far the rounds have come in each partition. */
  readonly #sweeps = new Map<PartitionState, Iterator<LiveAttempt>>();

  /** The offers of the next round, of all partitions alike. */
  next(states: Iterable<PartitionState>, workforce: Workforce): readonly LiveAttempt[] {
    const partitions = new Set(states);
    const oldest: LiveAttempt[] = [];
    takeTurns([...partitions].map(openOffers), MOST_OLDEST, budgetOf(workforce), oldest);
    const told = new Set(oldest);
    const isWanted = (live: LiveAttempt): boolean =>
      !told.has(live) && workforce.matching(live.leg.attempt.labels).length > 0;
    const others: LiveAttempt[] = [];
    const ended = takeTurns(this.#sweepsOf(partitions), MOST_OTHERS, isWanted, others);
    for (const [state, sweep] of this.#sweeps) if (ended.has(sweep)) this.#sweeps.delete(state);
    return [...oldest, ...others];
  }

  #sweepsOf(partitions: ReadonlySet<PartitionState>): readonly Iterator<LiveAttempt>[] {
    for (const state of this.#sweeps.keys()) if (!partitions.has(state)) this.#sweeps.delete(state);
    for (const state of partitions) {
      if (!this.#sweeps.has(state)) this.#sweeps.set(state, openOffers(state));
    }
    return [...this.#sweeps.values()];
  }
}

/** The attempts of a partition that wait for a worker, the oldest first. It may be changed between two of them. */
export function* openOffers(state: PartitionState): Generator<LiveAttempt> {
  for (const live of state.live.values()) if (live.leg.attempt.status === 'offered') yield live;
}

/**
 * Adds to `taken` what is wanted, one of each source in turn, until there are `most`. Gives the sources that came
 * to their end.
 */
function takeTurns(
  sources: readonly Iterator<LiveAttempt>[],
  most: number,
  isWanted: (live: LiveAttempt) => boolean,
  taken: LiveAttempt[],
): ReadonlySet<Iterator<LiveAttempt>> {
  const ended = new Set<Iterator<LiveAttempt>>();
  while (ended.size < sources.length) {
    for (const source of sources) {
      if (taken.length >= most) return ended;
      const live = ended.has(source) ? null : nextWanted(source, isWanted);
      if (live === null) ended.add(source);
      else taken.push(live);
    }
  }
  return ended;
}

function nextWanted(
  source: Iterator<LiveAttempt>,
  isWanted: (live: LiveAttempt) => boolean,
): LiveAttempt | null {
  for (let next = source.next(); next.done !== true; next = source.next()) {
    if (isWanted(next.value)) return next.value;
  }
  return null;
}

/** Wants as many offers of each list of labels as could be claimed soon. */
function budgetOf(workforce: Workforce): (live: LiveAttempt) => boolean {
  const budgets = new Map<string, number>();
  return ({ leg }) => {
    const { labels } = leg.attempt;
    const key = labelKey(labels);
    const left = budgets.get(key) ?? budgetFor(labels, workforce);
    budgets.set(key, Math.max(0, left - 1));
    return left > 0;
  };
}

function budgetFor(labels: readonly string[], workforce: Workforce): number {
  if (workforce.matching(labels).length === 0) return 0;
  return Math.max(LEAST_OLDEST, 2 * workforce.freeSlots(labels));
}
