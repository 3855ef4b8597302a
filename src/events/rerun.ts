import { callingLeg, callPrefix, prefixOf, workflowAt } from './call-keys.ts';
import type { PinnedJob } from './pinned-run.ts';
import type { RerunRequested } from './catalogue.ts';
import type { JobDefinition } from './definition.ts';

/** How a leg ended that `failed` does not run again. */
const ENDED_WELL: ReadonlySet<string> = new Set(['success', 'skipped']);

/**
 * The legs that a rerun takes over as they ended. `all` takes none; `failed` takes those that succeeded or were
 * skipped, `job` all but the named one; neither takes a job that depends on one that runs again. A call with
 * something in it that runs again is made again and keeps its other nested jobs, unless the call as a whole is
 * to run again: because it was named, or depends on what runs again.
 */
export function carriedOver(
  request: Pick<RerunRequested, 'which' | 'only' | 'pinned'>,
): readonly PinnedJob[] {
  if (request.which === 'all') return [];
  const { requested, jobs } = request.pinned;
  const again = jobs.filter((job) => runsAgain(job, request));
  const around = again.flatMap(({ key }) => callsAround(key));
  const touched = new Set([...again.map(({ key }) => key), ...around.map(({ key }) => key)]);
  const dependent = new Set(
    [...new Set(jobs.map(({ key }) => prefixOf(key)))].flatMap((prefix) =>
      dependentsOf(workflowAt(requested.definition, prefix)?.jobs ?? [], prefix, touched),
    ),
  );
  const opened = new Set(around.map(({ prefix }) => prefix));
  const named = again.filter(({ calls }) => calls !== undefined && request.which === 'job');
  const renewed = new Set(named.map((job) => callPrefix(job.key, job.leg)));
  const ran = new Set(again);
  return jobs.filter((job) => {
    if (ran.has(job) || dependent.has(job.key) || opened.has(callPrefix(job.key, job.leg))) return false;
    return !callsAround(job.key).some(({ key, prefix }) => dependent.has(key) || renewed.has(prefix));
  });
}

function runsAgain(job: PinnedJob, { which, only }: Pick<RerunRequested, 'which' | 'only'>): boolean {
  if (which === 'failed') return !ENDED_WELL.has(job.conclusion);
  return job.key === only?.key && job.leg.index === only.leg;
}

/** The calls that a job is nested in, by their prefix, each with the calling job's key; the innermost first. */
function callsAround(key: string): { readonly key: string; readonly prefix: string }[] {
  const prefix = prefixOf(key);
  const calling = callingLeg(prefix);
  return calling === null ? [] : [{ key: calling.key, prefix }, ...callsAround(calling.key)];
}

/** The keys of all jobs of one file that need one of `keys`, directly or through others. */
function dependentsOf(
  jobs: readonly JobDefinition[],
  prefix: string,
  keys: ReadonlySet<string>,
): readonly string[] {
  const dependents = new Set<string>();
  for (let size = -1; size !== dependents.size; ) {
    size = dependents.size;
    for (const { id, needs } of jobs) {
      const isDependent = needs.some((need) => keys.has(prefix + need) || dependents.has(prefix + need));
      if (isDependent) dependents.add(prefix + id);
    }
  }
  return [...dependents];
}
