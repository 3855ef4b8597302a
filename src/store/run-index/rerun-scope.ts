import type { PinnedJob, RerunRequested } from '../../events/index.ts';

/**
 * The job attempts that a rerun takes over as they ended. `all` takes none; `failed` takes the legs that
 * succeeded or were skipped; `job` takes all but the named leg; neither takes a job that depends on one that
 * runs again. The orchestrator's fold begins a rerun by the same rule.
 * @param needs which jobs each declared job needs, by key
 */
export function carriedOver(
  request: Pick<RerunRequested, 'which' | 'only' | 'pinned'>,
  needs: ReadonlyMap<string, readonly string[]>,
): readonly PinnedJob[] {
  if (request.which === 'all') return [];
  const runsAgain = (job: PinnedJob): boolean =>
    request.which === 'job'
      ? job.key === request.only?.key && job.leg.index === request.only.leg
      : !ENDED_WELL.has(job.conclusion);
  const again = new Set(request.pinned.jobs.filter(runsAgain).map((job) => job.key));
  const dependent = dependents(again, needs);
  return request.pinned.jobs.filter((job) => !runsAgain(job) && !dependent.has(job.key));
}

const ENDED_WELL: ReadonlySet<string> = new Set(['success', 'skipped']);

/** Every job that needs one of `keys`, directly or through others. */
function dependents(
  keys: ReadonlySet<string>,
  needs: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const found = new Set<string>();
  let grew = true;
  while (grew) {
    grew = false;
    for (const [key, needed] of needs) {
      if (found.has(key) || !needed.some((need) => keys.has(need) || found.has(need))) continue;
      found.add(key);
      grew = true;
    }
  }
  return found;
}
