import type { EvaluatedConcurrency } from '../../events/index.ts';
import type { PartitionState } from './partition-state.ts';
import type { GroupMember, RepositoryState } from './repository-state.ts';
import { legName, type RunState } from './run-state.ts';

/** The name under which a group is kept: GitHub compares them without case. */
export function groupKey(concurrency: EvaluatedConcurrency): string {
  return concurrency.group.toLowerCase();
}

/** A run as a member of its group. */
export function runMember(run: RunState): GroupMember {
  return { run: run.id, key: null, leg: 0 };
}

/** Whether two members are the same run or leg. */
export function isSameMember(a: GroupMember | null, b: GroupMember): boolean {
  return a !== null && a.run === b.run && a.key === b.key && a.leg === b.leg;
}

/** Whether a run may begin: it has no group, or holds it. */
export function isAdmitted(state: PartitionState, run: RunState): boolean {
  const { concurrency } = run.facts;
  if (concurrency === null) return true;
  const group = state.repositories.get(run.repository)?.groups.get(groupKey(concurrency));
  return isSameMember(group?.holder ?? null, runMember(run));
}

/**
 * A member joins: it holds a free group and waits for a taken one. One member waits at most: a newer one
 * takes its place and the older ends cancelled; with `cancel-in-progress` the holder is stopped too.
 */
export function joinGroup(
  state: PartitionState,
  repository: RepositoryState,
  concurrency: EvaluatedConcurrency,
  member: GroupMember,
): void {
  const key = groupKey(concurrency);
  const group = repository.groups.get(key);
  if (group === undefined) {
    repository.groups.set(key, { holder: member, pending: null });
    return;
  }
  if (isSameMember(group.holder, member) || isSameMember(group.pending, member)) return;
  const reason = `A newer request for the concurrency group ${concurrency.group} took its place.`;
  if (group.pending !== null) stopMember(state, group.pending, reason);
  if (concurrency.cancelInProgress) stopMember(state, group.holder, reason);
  group.pending = member;
}

/** A member is done with its group: the one that waits holds it now. */
export function leaveGroup(
  state: PartitionState,
  repository: RepositoryState,
  concurrency: EvaluatedConcurrency,
  member: GroupMember,
): void {
  const key = groupKey(concurrency);
  const group = repository.groups.get(key);
  if (group === undefined) return;
  if (isSameMember(group.pending, member)) group.pending = null;
  if (!isSameMember(group.holder, member)) return;
  if (group.pending === null) {
    repository.groups.delete(key);
    return;
  }
  group.holder = group.pending;
  group.pending = null;
  state.agenda.runs.add(group.holder.run);
}

/** For people: who holds a group. */
export function describeHolder(state: PartitionState, holder: GroupMember): string {
  const run = state.runs.get(holder.run);
  const name = run === undefined ? 'another run' : `run ${run.facts.number}`;
  return holder.key === null ? name : `${holder.key} of ${name}`;
}

function stopMember(state: PartitionState, member: GroupMember, reason: string): void {
  const run = state.runs.get(member.run);
  if (run === undefined) return;
  state.agenda.runs.add(run.id);
  if (member.key === null) {
    run.cancel ??= { level: 'cancel', reason };
    return;
  }
  const leg = run.jobs.get(member.key)?.legs.get(member.leg);
  if (leg === undefined)
    throw new Error(`A group names ${legName(member.key, member.leg)}, which is not there.`);
  leg.stop ??= reason;
}
