import type { JobSpec } from '../../events/index.ts';
import { legContexts, secretMappings } from '../decide/index.ts';
import { callAround, type LiveAttempt, workflowOfFile } from '../state/index.ts';

/** All that a worker needs to execute an attempt. Its needs are done, so it comes out the same every time. */
export function jobSpecOf({ run, job, leg: { leg, attempt } }: LiveAttempt): JobSpec {
  const { facts } = run;
  const call = callAround(run, job.key);
  const workflow = workflowOfFile(run, call?.prefix ?? '');
  const mappings = secretMappings(run, job);
  return {
    repository: run.repository,
    run: run.id,
    runNumber: facts.number,
    runAttempt: run.runAttempt,
    job: attempt.job,
    attempt: attempt.attempt,
    name: attempt.name,
    folder: attempt.folder,
    leg,
    workflow: facts.workflow,
    ...(call === undefined ? {} : { calledFile: workflow.path }),
    definition: job.definition,
    workflowEnv: workflow.env,
    workflowDefaults: workflow.defaults,
    contexts: legContexts(run, job, leg),
    timeoutMinutes: attempt.timeoutMinutes,
    continueOnError: attempt.continueOnError,
    ...(mappings.length === 0 ? {} : { secretMappings: mappings }),
    source: { url: facts.url, ref: facts.trigger.ref, sha: facts.trigger.sha },
  };
}
