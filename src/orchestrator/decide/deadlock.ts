import type { EvaluatedConcurrency } from '../../events/index.ts';
import {
  callsAround,
  describeHolder,
  type GroupMember,
  legOfCall,
  type PartitionState,
  type RunState,
} from '../state/index.ts';
import type { Batch } from './batch.ts';

/**
 * Why a leg would wait for a concurrency group for ever, in a sentence; null: it would not. A holder lets its group
 * go once everything in it is over, so it waits for whatever in it waits: the leg must not wait for what waits for
 * it, the run and the calls around it included. GitHub, too, cancels a job that waits for what holds it.
 */
export function deadlockOf(
  batch: Batch,
  run: RunState,
  member: GroupMember,
  { group, holder }: { readonly group: EvaluatedConcurrency; readonly holder: GroupMember },
): string | null {
  const { state } = batch;
  if (isWithin(state, member, holder)) {
    const whose = holder.key === null ? 'its own run' : 'the call that it is nested in';
    return `It waits for the concurrency group ${group.group}, which ${whose} holds.`;
  }
  if (!isHeldAround(run, member) || !waitsFor(batch, holder, member)) return null;
  const behind = describeHolder(state, holder);
  return `It waits for the concurrency group ${group.group} behind ${behind}, which waits for a group that this job or what it is nested in holds.`;
}

/** Whether a holder waits, through any number of groups, for what holds a group around a member. */
function waitsFor({ state, touched }: Batch, holder: GroupMember, member: GroupMember): boolean {
  const repository = state.runs.get(member.run)?.repository;
  const groups = repository === undefined ? undefined : state.repositories.get(repository)?.groups;
  const waiting = [...(groups?.values() ?? [])].filter(({ pending }) => {
    const leg = pending?.key && state.runs.get(pending.run)?.jobs.get(pending.key)?.legs.get(pending.leg);
    // What is to stop waits no longer.
    return leg ? leg.stop === null && !touched.has(leg.attempt.job) : false;
  });
  const reached = new Set([holder]);
  for (const one of reached) {
    if (isWithin(state, member, one)) return true;
    for (const group of waiting) {
      if (group.pending !== null && isWithin(state, group.pending, one)) reached.add(group.holder);
    }
  }
  return false;
}

/** Whether anything around a member, or the member itself, can hold a group: else nobody waits for it. */
function isHeldAround(run: RunState, { key, leg }: GroupMember): boolean {
  if (run.facts.concurrency !== null || key === null) return true;
  const attempts = [
    run.jobs.get(key)?.legs.get(leg)?.attempt,
    ...callsAround(run, key).map((call) => legOfCall(run, call)?.attempt),
  ];
  return attempts.some((attempt) => (attempt?.concurrency ?? attempt?.calledConcurrency ?? null) !== null);
}

/** Whether one member is another, or is nested in it. */
function isWithin(state: PartitionState, inner: GroupMember, outer: GroupMember): boolean {
  if (inner.run !== outer.run) return false;
  if (outer.key === null) return true;
  if (inner.key === null) return false;
  if (inner.key === outer.key && inner.leg === outer.leg) return true;
  const run = state.runs.get(inner.run);
  const calls = run === undefined ? [] : callsAround(run, inner.key);
  return calls.some(({ key, leg }) => key === outer.key && leg === outer.leg);
}
