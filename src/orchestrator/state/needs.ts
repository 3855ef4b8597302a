import type { Conclusion } from '../../events/index.ts';
import { isConcluded, type JobState, type RunState } from './run-state.ts';

/** `needs.<job>.result`, in GitHub's words. */
export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped';

/** Whether a leg that ended so has failed. */
export function isFailure(conclusion: Conclusion | null): boolean {
  return conclusion === 'failure' || conclusion === 'timed_out';
}

/**
 * How a concluded job counts for those that need it and for its run: a leg that failed with
 * `continue-on-error` counts as a success.
 */
export function resultOf(job: JobState): JobResult {
  const conclusions = [...job.legs.values()].map(({ attempt }) =>
    isFailure(attempt.conclusion) && attempt.continueOnError ? 'success' : attempt.conclusion,
  );
  if (conclusions.some(isFailure)) return 'failure';
  if (conclusions.includes('cancelled')) return 'cancelled';
  if (conclusions.every((conclusion) => conclusion === 'skipped')) return 'skipped';
  return 'success';
}

/** Whether all that a job needs is done. A job that needs what is not there never becomes ready. */
export function areNeedsDone(run: RunState, job: JobState): boolean {
  return job.definition.needs.every((key) => {
    const need = run.jobs.get(key);
    return need !== undefined && isConcluded(need);
  });
}

/** Every job that a job needs, directly or through others. */
export function ancestorsOf(run: RunState, job: JobState): JobState[] {
  const found = new Map<string, JobState>();
  const collect = (keys: readonly string[]): void => {
    for (const key of keys) {
      const need = run.jobs.get(key);
      if (need === undefined || found.has(key)) continue;
      found.set(key, need);
      collect(need.definition.needs);
    }
  };
  collect(job.definition.needs);
  return [...found.values()];
}

/**
 * A run's conclusion once all its jobs are concluded: a failure outweighs a cancellation, that a success; a run
 * of which every job was skipped is skipped.
 */
export function conclusionOf(run: RunState): Conclusion {
  const results = [...run.jobs.values()].map(resultOf);
  if (results.includes('failure')) return 'failure';
  if (results.includes('cancelled')) return 'cancelled';
  if (results.length > 0 && results.every((result) => result === 'skipped')) return 'skipped';
  return 'success';
}
