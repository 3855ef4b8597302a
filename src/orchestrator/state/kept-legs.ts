import type { PinnedJob } from '../../events/index.ts';
import { mergeOutputs } from './outputs.ts';
import type { JobState, LegState } from './run-state.ts';

/** A leg that a rerun takes over: it keeps its conclusion and outputs, and does not run in this run attempt. */
export function keepLeg(state: JobState, job: PinnedJob): LegState {
  const leg: LegState = {
    leg: job.leg,
    attempt: {
      job: job.job,
      attempt: job.attempt,
      name: job.name,
      folder: job.folder,
      status: 'concluded',
      cause: null,
      labels: [],
      timeoutMinutes: 0,
      continueOnError: job.continueOnError,
      concurrency: null,
      calledConcurrency: null,
      claims: [],
      worker: null,
      startedAt: null,
      confirmed: true,
      asked: null,
      conclusion: job.conclusion,
    },
    losses: 0,
    queuedAt: null,
    stop: null,
    kept: true,
  };
  state.total = job.leg.total;
  state.legs.set(job.leg.index, leg);
  state.concluded += 1;
  state.outputs = mergeOutputs(state.outputs, job.outputs);
  return leg;
}
