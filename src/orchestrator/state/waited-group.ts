import type { EvaluatedConcurrency, RunId } from '../../events/index.ts';
import { groupKey, isSameMember, runMember } from './groups.ts';
import type { LiveAttempt, PartitionState } from './partition-state.ts';
import type { GroupMember } from './repository-state.ts';
import type { RunState } from './run-state.ts';

/** A concurrency group that somebody waits for. */
export interface WaitedGroup {
  /** As it was written. */
  readonly group: string;
  readonly holder: {
    readonly run: RunId;
    /** The number of that run in its repository. */
    readonly number: number;
    /** The key of the job that holds it; null: the run itself does. */
    readonly job: string | null;
  } | null;
}

/** The group that a job attempt waits for; null: it waits for none. */
export function groupOfAttempt(state: PartitionState, { run, job, leg }: LiveAttempt): WaitedGroup | null {
  const { status, cause, concurrency, calledConcurrency } = leg.attempt;
  if (status !== 'waiting' || cause !== 'concurrency') return null;
  const member = { run: run.id, key: job.key, leg: leg.leg.index };
  // A call may hold its job's group already, and wait for that of the workflow that it calls.
  return waitedOf(state, run, concurrency, member) ?? waitedOf(state, run, calledConcurrency, member);
}

/** The group that a run waits for as a whole, before its first job; null: it waits for none. */
export function groupOfRun(state: PartitionState, run: RunState): WaitedGroup | null {
  return waitedOf(state, run, run.facts.concurrency, runMember(run));
}

function waitedOf(
  state: PartitionState,
  { repository }: RunState,
  concurrency: EvaluatedConcurrency | null,
  member: GroupMember,
): WaitedGroup | null {
  if (concurrency === null) return null;
  const known = state.repositories.get(repository)?.groups.get(groupKey(concurrency));
  if (known === undefined || isSameMember(known.holder, member)) return null;
  const { group } = concurrency;
  const { run, key: job } = known.holder;
  const number = state.runs.get(run)?.facts.number;
  return { group, holder: number === undefined ? null : { run, number, job } };
}
