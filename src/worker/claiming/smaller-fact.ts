import type { JobFact } from '../job/index.ts';

/** What a worker says of an attempt: the facts of its job, and its claim. */
export type ReportedFact = JobFact | { readonly type: 'job_claimed' };

/**
 * What is said instead of a fact that the log does not take for its size, so that the step or job has an end all the
 * same: a step without its summary and annotations, a job that failed because its outputs are lost to others.
 * @param problem a sentence that says how large it was
 * @returns null where nothing can be left out
 */
export function smallerFact(fact: ReportedFact, problem: string): JobFact | null {
  if (fact.type === 'step_completed') {
    const { summary: _, step, ...rest } = fact;
    const message = `The summary and the annotations of this step were left out. ${problem}`;
    return { ...rest, step, annotations: [{ level: 'warning', message, step }] };
  }
  if (fact.type !== 'job_completed') return null;
  const conclusion = fact.conclusion === 'success' ? 'failure' : fact.conclusion;
  const reason = `The outputs of the job could not be stored. ${problem}`;
  return { ...fact, conclusion, outputs: {}, annotations: [], reason };
}
