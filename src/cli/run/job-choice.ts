import type { JobDefinition, WorkflowDefinition } from '../../events/index.ts';
import { CommandError } from '../exit-code.ts';

/**
 * The workflow with only the named jobs and, through all levels, what they need; null where it has none of
 * them. No names: the whole workflow.
 */
export function chooseJobs(
  definition: WorkflowDefinition,
  names: readonly string[],
): WorkflowDefinition | null {
  if (names.length === 0) return definition;
  const byId = new Map(definition.jobs.map((job) => [job.id, job]));
  const chosen = new Set<string>();
  const visit = (job: JobDefinition | undefined): void => {
    if (job === undefined || chosen.has(job.id)) return;
    chosen.add(job.id);
    for (const need of job.needs) visit(byId.get(need));
  };
  for (const name of names) visit(byId.get(name));
  if (chosen.size === 0) return null;
  return { ...definition, jobs: definition.jobs.filter((job) => chosen.has(job.id)) };
}

/** Every name given must be a job of at least one workflow. @throws CommandError that names the jobs there are */
export function checkJobNames(names: readonly string[], definitions: readonly WorkflowDefinition[]): void {
  const known = new Set(definitions.flatMap((definition) => definition.jobs.map((job) => job.id)));
  for (const name of names) {
    if (known.has(name)) continue;
    throw new CommandError(`There is no job ${JSON.stringify(name)}; there are ${[...known].join(', ')}.`);
  }
}
