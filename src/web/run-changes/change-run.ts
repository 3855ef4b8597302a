import { sendJson } from '../api/client.ts';
import type { RunChange } from './run-change.ts';

/** Does it (GitHub's REST API, "Workflow runs" and "Workflow jobs"). @throws ApiProblem */
export async function changeRun(repository: string, change: RunChange): Promise<void> {
  const actions = `/api/v3/repos/${repository}/actions`;
  const path =
    change.kind === 'rerun-job'
      ? `${actions}/jobs/${change.job}/rerun`
      : `${actions}/runs/${change.run}/${change.kind}`;
  await sendJson('POST', path);
}
