import type { JobId, RunbookEvent, WorkerId } from '../../../../src/events/index.ts';
import { apply } from '../../../../src/orchestrator/apply/index.ts';
import { createState, type PartitionState } from '../../../../src/orchestrator/state/index.ts';

/** A log as a list from its end, so that many worlds share their beginnings. */
export interface Log {
  readonly event: RunbookEvent;
  readonly before: Log | null;
}

/** What a log means, and what of it the feed has ever said. */
export interface Meaning {
  readonly state: PartitionState;
  /** Grants that counted at some time: workers may read them at any later time, and again. */
  readonly grants: readonly Spoken[];
  /** Starts that counted at some time: each was confirmed. */
  readonly confirmations: readonly Spoken[];
  /** Completions of runs that counted. */
  readonly completions: number;
  /** The state as text: equal for logs after which everything goes on alike. */
  readonly text: string;
}

export interface Spoken {
  readonly job: JobId;
  readonly worker: WorkerId;
}

/** Folds a log with the real `apply`. All records have one stamp: no deadline passes in these worlds. */
export function meaningOf(log: Log): Meaning {
  const events: RunbookEvent[] = [];
  for (let entry: Log | null = log; entry !== null; entry = entry.before) events.push(entry.event);
  const state = createState(0);
  const grants: Spoken[] = [];
  const confirmations: Spoken[] = [];
  let completions = 0;
  for (const [offset, event] of events.toReversed().entries()) {
    if (!apply(state, { offset, timestamp: 1, event }).counted) continue;
    if (event.type === 'job_granted') grants.push({ job: event.job, worker: event.worker });
    if (event.type === 'job_started') confirmations.push({ job: event.job, worker: event.worker });
    if (event.type === 'run_completed') completions += 1;
  }
  const text = JSON.stringify([canonical(state), completions]);
  return { state, grants, confirmations, completions, text };
}

/**
 * Everything of a state that tells what will count and be decided. The agenda is not among it, for it holds no
 * truth of its own; nor are stop orders, which only say what workers are told again.
 */
export function canonical(state: PartitionState): unknown {
  return [
    state.owner,
    state.owners,
    state.count,
    [...state.lost],
    [...state.granted].map(([worker, jobs]) => [worker, [...jobs]]),
    [...state.repositories.values()].map((repository) => [
      repository.name,
      repository.registration,
      repository.runNumber,
      [...repository.deliveries],
      repository.pending,
      [...repository.runAttempts],
      [...repository.groups],
      repository.frozen,
    ]),
    [...state.live.keys()],
    [...state.runs.values()].map((run) => [
      run.id,
      run.runAttempt,
      run.live,
      run.cancel,
      [...run.tries],
      [...run.folders],
      [...run.calls].map(([prefix, { key, leg, inputs }]) => [prefix, key, leg, inputs]),
      [...run.pinned],
      [...run.jobs].map(([key, job]) => [key, job.total, job.concluded, job.outputs, [...job.legs]]),
    ]),
  ];
}
