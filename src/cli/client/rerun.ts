import type { RunDetailShape } from '../../server/index.ts';
import { CommandError } from '../exit-code.ts';
import { isGraph } from './answers.ts';
import type { ApiClient } from './api-client.ts';
import { repositoryPath, runPath } from './run-reference.ts';
import { selectedJobs } from './step-logs.ts';

/** GitHub's path for the rerun that is asked for. @throws CommandError where the job is not one of the run */
export async function rerunPath(
  client: ApiClient,
  run: RunDetailShape,
  which: { readonly failed?: boolean; readonly job?: string },
): Promise<string> {
  if (which.job === undefined)
    return `${runPath(run)}/${which.failed === true ? 'rerun-failed-jobs' : 'rerun'}`;
  const graph = await client.get(`/api/runs/${run.id}/graph`, isGraph);
  const [job, ...others] = selectedJobs(graph, which.job);
  if (job === undefined) throw new CommandError(`The job ${which.job} has not been tried in this run.`);
  if (others.length > 0) {
    const names = [job, ...others].map((leg) => JSON.stringify(leg.name)).join(', ');
    throw new CommandError(`${which.job} stands for several jobs of this run; name one of ${names}.`);
  }
  return `${repositoryPath(run.repository.full_name)}/actions/jobs/${job.id}/rerun`;
}
