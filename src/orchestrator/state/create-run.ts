import {
  carriedOver,
  type EarlierLeg,
  type JsonObject,
  prefixOf,
  type RepositoryName,
  type RerunRequested,
  type RunFacts,
  type RunId,
} from '../../events/index.ts';
import { takeOver } from './calls.ts';
import { createJob, legName, type RunState } from './run-state.ts';

/** A run that has not begun. */
export function createRun(options: {
  readonly id: RunId;
  readonly repository: RepositoryName;
  readonly facts: RunFacts;
  /** The delivery's; used where the facts do not replace it. */
  readonly payload: JsonObject;
}): RunState {
  const { id, repository, facts, payload } = options;
  return {
    id,
    repository,
    facts,
    payload: facts.payload ?? payload,
    runAttempt: 1,
    triggeringActor: facts.trigger.actor,
    jobs: new Map(facts.definition.jobs.map((definition) => [definition.id, createJob('', definition)])),
    calls: new Map(),
    pinned: new Map(),
    folders: new Set(),
    tries: new Map(),
    live: 0,
    cancel: null,
  };
}

/**
 * A finished run that is to run again, as GitHub does it: what is not run again keeps its conclusion and
 * outputs; what is run again counts its attempts on.
 */
export function createRerun(event: RerunRequested): RunState {
  const { requested, jobs: pinned, earlier = [] } = event.pinned;
  const run = createRun({ id: event.run, repository: event.repository, facts: requested, payload: {} });
  for (const leg of [...earlier, ...pinned.map((job) => ({ ...job, leg: job.leg.index }))]) {
    run.tries.set(legName(leg.key, leg.leg), leg.attempt);
    for (const folder of foldersOf(leg)) run.folders.add(folder);
  }
  // In the order in which they were tried, so that the last writer of an output stays the last.
  for (const job of [...carriedOver(event)].sort((a, b) => a.job - b.job)) {
    const prefix = prefixOf(job.key);
    const known = run.pinned.get(prefix);
    if (known === undefined) run.pinned.set(prefix, [job]);
    else known.push(job);
  }
  takeOver(run, '');
  return { ...run, runAttempt: event.runAttempt, triggeringActor: event.actor };
}

/** The folders of a leg's attempts so far: only the newest is pinned, the others differ in their number. */
function foldersOf({ folder, attempt }: EarlierLeg): string[] {
  const newest = folder.toLowerCase();
  const suffix = `.${attempt}`;
  if (!newest.endsWith(suffix)) return [newest];
  const base = newest.slice(0, -suffix.length);
  return Array.from({ length: attempt }, (_, index) => `${base}.${index + 1}`);
}
