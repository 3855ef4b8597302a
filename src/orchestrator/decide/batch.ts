import {
  type Decision,
  type Draft,
  type EvaluatedConcurrency,
  type JobId,
  jobIdOf,
  type OwnerId,
  type RepositoryName,
  type RunId,
  runIdOf,
} from '../../events/index.ts';
import { type GroupMember, groupKey, isSameMember, type PartitionState } from '../state/index.ts';
import { bytesBeyond, tooLarge } from './size.ts';
import { smallerThan } from './smaller.ts';

/**
 * The decisions taken at one time. They stand together in the log, so each sees what the ones before it took:
 * ids, groups and attempts.
 */
export class Batch {
  readonly state: PartitionState;
  readonly owner: OwnerId;
  /** The newest stamp read from the log: milliseconds since 1970 UTC. */
  readonly now: number;
  readonly decisions: Draft<Decision>[] = [];
  /** Attempts that a decision of this batch is about. */
  readonly touched = new Set<JobId>();
  readonly #groups = new Map<string, GroupMember>();
  #count: number;

  constructor(state: PartitionState, owner: OwnerId, now: number) {
    this.state = state;
    this.owner = owner;
    this.now = now;
    this.#count = state.count;
  }

  /** Takes a decision; of one that the log would not take for its size, what is decided instead. */
  add(wanted: Draft<Decision>): void {
    const decision = storable(wanted);
    this.decisions.push(decision);
    if ('job' in decision) this.touched.add(decision.job);
  }

  nextRunId(): RunId {
    this.#count += 1;
    return runIdOf(this.#count, this.state.partition);
  }

  nextJobId(): JobId {
    this.#count += 1;
    return jobIdOf(this.#count, this.state.partition);
  }

  /** Takes a free group, or one that the member holds; returns who has it otherwise. */
  takeGroup(
    name: RepositoryName,
    concurrency: EvaluatedConcurrency,
    member: GroupMember,
  ): GroupMember | null {
    const key = groupKey(concurrency);
    const taken = `${name} ${key}`;
    const holder = this.#groups.get(taken) ?? this.state.repositories.get(name)?.groups.get(key)?.holder;
    if (holder !== undefined && !isSameMember(holder, member)) return holder;
    this.#groups.set(taken, member);
    return null;
  }
}

function storable(decision: Draft<Decision>): Draft<Decision> {
  const bytes = bytesBeyond(decision);
  if (bytes === null) return decision;
  return smallerThan(decision, tooLarge('What would be stored of it has', bytes)) ?? decision;
}
