import { callsAround, legOfCall } from './calls.ts';
import { isFailure } from './needs.ts';
import type { Cancellation, JobState, RunState } from './run-state.ts';

/** Why a job is to end early: its run is cancelled, or a call that it is nested in; null: it goes on. */
export function cancellationOf(run: RunState, job: JobState): Cancellation | null {
  if (run.cancel !== null) return run.cancel;
  for (const call of callsAround(run, job.key)) {
    const calling = run.jobs.get(call.key);
    const reason = legOfCall(run, call)?.stop ?? (calling && failFastReason(calling)) ?? null;
    if (reason !== null) return { level: 'cancel', reason };
  }
  return null;
}

/** Why all legs of a job are to stop: one of them failed, and the matrix is fail-fast; null: none did. */
export function failFastReason(job: JobState): string | null {
  for (const { attempt, leg, kept } of job.legs.values()) {
    if (kept || !leg.failFast || attempt.continueOnError) continue;
    // One that `retry` tries again has not failed yet.
    if (attempt.status !== 'concluded' || !isFailure(attempt.conclusion)) continue;
    return `${attempt.name} failed, and the matrix is fail-fast.`;
  }
  return null;
}
