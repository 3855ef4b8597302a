import { callingLeg, prefixOf } from '../../events/index.ts';
import type { RunRecord } from '../../store/index.ts';
import { workflowOutline } from '../../workflow/index.ts';
import type { Services } from '../services.ts';
import type { WorkflowFileJob, WorkflowFileShape } from '../shapes/index.ts';
import { withHints } from './hints.ts';

/** The workflow file of a run, as it was at the run's commit, with the places of its jobs, steps and mistakes. */
export async function showWorkflowFile(services: Services, run: RunRecord): Promise<WorkflowFileShape> {
  const { runs, jobs } = services.index;
  const { path, name } = run.workflow;
  const source = runs.source(run.id);
  const outline = source === null ? [] : workflowOutline(source, path);
  const keys = new Set(jobs.legsEver(run.id).map(({ key }) => key));
  return {
    path,
    name,
    available: source !== null,
    source: source ?? '',
    errors: await withHints(runs.errors(run.id), source ?? '', path),
    jobs: [...outline, ...nestedJobs([...keys], outline)],
  };
}

/** Jobs of called workflows stand in other files: they are shown at the job that calls. */
function nestedJobs(
  keys: readonly string[],
  outline: readonly WorkflowFileJob[],
): readonly WorkflowFileJob[] {
  const lines = new Map(outline.map(({ key, line }) => [key, line]));
  return keys.flatMap((key) => {
    const caller = callerInFile(key);
    const line = caller === key ? undefined : lines.get(caller);
    return line === undefined ? [] : [{ key, line, steps: [] }];
  });
}

/** The job of the run's own file within whose call a job is nested; the job itself where it is in that file. */
function callerInFile(key: string): string {
  const calling = callingLeg(prefixOf(key));
  return calling === null ? key : callerInFile(calling.key);
}
