import type { EvaluatedConcurrency, JobId, RepositoryName, RunId } from '../../events/index.ts';
import {
  type AttemptState,
  groupKey,
  isSameMember,
  joinGroup,
  type LiveAttempt,
  type PartitionState,
} from '../state/index.ts';

/** The attempt that an event is about; null where it is not live. */
export function findAttempt(
  state: PartitionState,
  event: { readonly repository: RepositoryName; readonly run: RunId; readonly job: JobId },
): LiveAttempt | null {
  const found = state.live.get(event.job);
  if (found === undefined || found.run.id !== event.run || found.run.repository !== event.repository)
    return null;
  return found;
}

/** Changes terms of an attempt that are fixed between events. */
export function replaceAttempt({ leg }: LiveAttempt, change: Partial<AttemptState>): void {
  leg.attempt = { ...leg.attempt, ...change };
}

/** Whether a leg may go on into a group: it has none, or the group is free or its own. */
export function isGroupOpen(
  state: PartitionState,
  event: {
    readonly repository: RepositoryName;
    readonly run: RunId;
    readonly key: string;
    readonly leg: { readonly index: number };
  },
  concurrency: EvaluatedConcurrency | null,
): boolean {
  if (concurrency === null) return true;
  const group = state.repositories.get(event.repository)?.groups.get(groupKey(concurrency));
  const member = { run: event.run, key: event.key, leg: event.leg.index };
  return group === undefined || isSameMember(group.holder, member);
}

/** A leg becomes a member of its group, if it has one. */
export function join(
  state: PartitionState,
  found: LiveAttempt,
  concurrency: EvaluatedConcurrency | null,
): void {
  const repository = state.repositories.get(found.run.repository);
  if (concurrency === null || repository === undefined) return;
  const member = { run: found.run.id, key: found.job.key, leg: found.leg.leg.index };
  joinGroup(state, repository, concurrency, member);
}
