import { type Conclusion, prefixOf } from '../../events/index.ts';
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
  return job.definition.needs.every((id) => {
    const need = needOf(run, job, id);
    return need !== undefined && isConcluded(need);
  });
}

/** A job that another one needs: both stand in the same file. */
export function needOf(run: RunState, job: JobState, id: string): JobState | undefined {
  return run.jobs.get(prefixOf(job.key) + id);
}

/** Every job that a job needs, directly or through others. */
export function ancestorsOf(run: RunState, job: JobState): JobState[] {
  const found = new Set<JobState>();
  const collect = (dependent: JobState): void => {
    for (const id of dependent.definition.needs) {
      const need = needOf(run, dependent, id);
      if (need === undefined || found.has(need)) continue;
      found.add(need);
      collect(need);
    }
  };
  collect(job);
  return [...found];
}

/**
 * The conclusion of a run or of a call once all jobs of its file are concluded: a failure outweighs a cancellation,
 * that a success; where every job was skipped it is skipped.
 */
export function conclusionOf(jobs: readonly JobState[]): Conclusion {
  const results = jobs.map(resultOf);
  if (results.includes('failure')) return 'failure';
  if (results.includes('cancelled')) return 'cancelled';
  if (results.length > 0 && results.every((result) => result === 'skipped')) return 'skipped';
  return 'success';
}
