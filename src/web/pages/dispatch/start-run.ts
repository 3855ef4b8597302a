import type { DispatchedRunShape } from '../../../server/shapes/index.ts';
import { runAddress } from '../../addresses.ts';
import { pathWith, sendJson } from '../../api/client.ts';
import type { Value } from './input-values.ts';

/** What is started, and with what. */
export interface RunToStart {
  /** `owner/name` */
  readonly repository: string;
  /** The name of the workflow's file. */
  readonly file: string;
  /** Empty: the default branch. */
  readonly ref: string;
  readonly inputs: { readonly [name: string]: Value | number };
}

/**
 * Starts a run (GitHub's REST API, "Create a workflow dispatch event").
 * @returns the address of its page; of the workflow's runs where it is not there yet
 * @throws ApiProblem
 */
export async function startRun({ repository, file, ref, inputs }: RunToStart): Promise<string> {
  const path = `/api/v3/repos/${repository}/actions/workflows/${encodeURIComponent(file)}/dispatches`;
  const started = await sendJson<DispatchedRunShape>('POST', path, { ref, inputs, return_run_details: true });
  return started === null
    ? pathWith('/', { repository, workflow: file })
    : runAddress(started.workflow_run_id);
}
