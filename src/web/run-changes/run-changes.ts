import { sendJson } from '../api/client.ts';

/** What may be done to a run or one of its jobs. */
export type RunChange =
  | { readonly kind: 'cancel' | 'force-cancel' | 'rerun' | 'rerun-failed-jobs'; readonly run: number }
  | { readonly kind: 'rerun-job'; readonly run: number; readonly job: number };

/** Does it (GitHub's REST API, "Workflow runs" and "Workflow jobs"). @throws ApiProblem */
export async function changeRun(repository: string, change: RunChange): Promise<void> {
  const actions = `/api/v3/repos/${repository}/actions`;
  const path =
    change.kind === 'rerun-job'
      ? `${actions}/jobs/${change.job}/rerun`
      : `${actions}/runs/${change.run}/${change.kind}`;
  await sendJson('POST', path);
}
