import { type JobId, partitionOfId, type WorkerId } from '../../events/index.ts';
import { servesLabels } from '../../workflow/index.ts';
import { isAvailable } from '../decide/index.ts';
import type { Presence, PresentWorker } from '../presence/index.ts';
import type { PartitionState } from '../state/index.ts';

/** Milliseconds without a heartbeat after which a worker is named only where nobody else is free: two missed. */
const DOUBT_MS = 8_000;

/** A worker that offers may name. */
export interface Candidate {
  readonly worker: WorkerId;
  readonly labels: readonly string[];
  /** How many slots it has: 1 or more. */
  readonly capacity: number;
  /** How many of them its jobs take, as far as is known. */
  readonly used: number;
  /** How many open offers name it: as many slots are spoken for. */
  named: number;
  /** Whether its last heartbeats were heard: one that is silent may be frozen. */
  readonly heard: boolean;
}

/** What is known of who could take jobs, at one moment. */
export class Workforce {
  readonly #candidates: readonly Candidate[];
  readonly #matching = new Map<string, readonly Candidate[]>();

  constructor(candidates: readonly Candidate[]) {
    this.#candidates = candidates;
  }

  get isEmpty(): boolean {
    return this.#candidates.length === 0;
  }

  /** Those that have all of `labels`, in an order that stays. */
  matching(labels: readonly string[]): readonly Candidate[] {
    const key = labelKey(labels);
    const known = this.#matching.get(key);
    if (known !== undefined) return known;
    const found = this.#candidates.filter((candidate) => servesLabels(candidate.labels, labels));
    this.#matching.set(key, found);
    return found;
  }

  /** How many slots no job takes, of those that have all of `labels`. */
  freeSlots(labels: readonly string[]): number {
    return this.matching(labels).reduce((sum, { capacity, used }) => sum + Math.max(0, capacity - used), 0);
  }
}

/** A list of labels as the key of a map. */
export function labelKey(labels: readonly string[]): string {
  return JSON.stringify(labels);
}

/** What a workforce is made from. */
export interface WorkforceSources {
  readonly presence: Presence;
  /** The partitions that this orchestrator decides for, by number. */
  readonly states: ReadonlyMap<number, PartitionState>;
  /** How many open offers name each worker. */
  readonly named: ReadonlyMap<WorkerId, number>;
  /** Milliseconds of silence after which a worker is lost. */
  readonly lossLimitMs: number;
}

/**
 * Who could be granted a job now. What a worker runs is taken from the states where they know it, and from its
 * heartbeat for the partitions of other owners; the heartbeat may be some seconds old, so all of it is a guess
 * that hints are good enough for and grants never rely on.
 */
export function workforceOf({ presence, states, named, lossLimitMs }: WorkforceSources): Workforce {
  const granted = grantedJobs(states);
  const candidates: Candidate[] = [];
  for (const [worker, present] of presence.workers) {
    if (present.capacity < 1 || !isAvailable(worker, presence, lossLimitMs)) continue;
    candidates.push({
      worker,
      labels: present.labels,
      capacity: present.capacity,
      used: (granted.get(worker) ?? 0) + otherJobs(present, states),
      named: named.get(worker) ?? 0,
      heard: presence.now <= present.heardAt + DOUBT_MS,
    });
  }
  return new Workforce(candidates);
}

function grantedJobs(states: ReadonlyMap<number, PartitionState>): ReadonlyMap<WorkerId, number> {
  const granted = new Map<WorkerId, number>();
  for (const state of states.values()) {
    for (const [worker, jobs] of state.granted) granted.set(worker, (granted.get(worker) ?? 0) + jobs.size);
  }
  return granted;
}

/** Jobs of other owners' partitions, and those that are over here while the worker still has to stop them. */
function otherJobs({ running }: PresentWorker, states: ReadonlyMap<number, PartitionState>): number {
  const takesSlot = (job: JobId): boolean => {
    const state = states.get(partitionOfId(job));
    return state === undefined || state.stops.has(job);
  };
  return running.filter(takesSlot).length;
}
