import type { JobDefinition, Triggers, WorkflowDefinition } from '../../events/definition.ts';
import type { JsonObject } from '../../events/json.ts';
import { readConcurrency, readDefaults, readJob } from './job.ts';
import { environmentOf, mapOf, present, scalarText } from './read.ts';

/** The definition of a file that the schema finds valid, in the one shape that runs carry. */
export function readDefinition(path: string, workflow: JsonObject, on: Triggers): WorkflowDefinition {
  const jobs = Object.entries(mapOf(workflow['jobs']));
  const spelling = new Map(jobs.map(([id]) => [id.toLowerCase(), id]));
  return present({
    path,
    name: workflowName(path, workflow),
    runName: scalarText(workflow['run-name']),
    on,
    env: environmentOf(workflow['env']),
    defaults: readDefaults(workflow['defaults']),
    permissions: workflow['permissions'],
    concurrency: readConcurrency(workflow['concurrency']),
    jobs: jobs.map(([id, job]) => withNeedsSpelled(readJob(id, mapOf(job)), spelling)),
  });
}

/** Ids are compared without case; from here on `needs` spells them as `jobs` does. */
function withNeedsSpelled(job: JobDefinition, spelling: ReadonlyMap<string, string>): JobDefinition {
  return { ...job, needs: [...new Set(job.needs.map((id) => spelling.get(id.toLowerCase()) ?? id))] };
}

/** `name`, or the path where the file has none. */
export function workflowName(path: string, workflow: JsonObject): string {
  return scalarText(workflow['name'])?.trim() || path;
}
