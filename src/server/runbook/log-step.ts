import type { JobRecord, RunRecord, StepLogRef, StepRecord } from '../../store/index.ts';
import { pathJob, pathNumber } from '../http/parameters.ts';
import { notFound } from '../http/problem.ts';
import type { Call } from '../http/route.ts';
import { stepLogRef } from '../logs/step-log.ts';
import type { Services } from '../services.ts';

/** A job attempt and its run. */
export interface JobOfRun {
  readonly job: JobRecord;
  readonly run: RunRecord;
}

/** A step that has a log. */
export interface StepWithLog extends JobOfRun {
  readonly step: StepRecord;
  readonly ref: StepLogRef;
}

/** The job attempt that `{job}` names, and its run. @throws HttpProblem 404 */
export function jobInPath(services: Services, call: Call): JobOfRun {
  const job = services.index.jobs.get(pathJob(call, 'job'));
  const run = job === null ? null : services.index.runs.get(job.run);
  if (job === null || run === null) throw notFound();
  return { job, run };
}

/** The step that `{job}` and `{step}` name, and where its log lies. @throws HttpProblem 404 for one without a log, too */
export function stepInPath(services: Services, call: Call): StepWithLog {
  const { job, run } = jobInPath(services, call);
  const step = services.index.jobs.step(job.id, pathNumber(call, 'step'));
  const ref = step === null ? null : stepLogRef(run, job, step);
  if (step === null || ref === null) throw notFound();
  return { job, run, step, ref };
}
