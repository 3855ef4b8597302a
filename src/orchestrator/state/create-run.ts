import type {
  JobDefinition,
  JsonObject,
  PinnedJob,
  RepositoryName,
  RerunRequested,
  RunFacts,
  RunId,
} from '../../events/index.ts';
import { mergeOutputs } from './outputs.ts';
import { type JobState, type LegState, legName, type RunState } from './run-state.ts';

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
    jobs: new Map(facts.definition.jobs.map((definition) => [definition.id, createJob(definition)])),
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
  const { requested, jobs: pinned } = event.pinned;
  const run = createRun({ id: event.run, repository: event.repository, facts: requested, payload: {} });
  const again = legsToRunAgain(event);
  // In the order in which they were tried, so that the last writer of an output stays the last.
  for (const job of [...pinned].sort((a, b) => a.job - b.job)) {
    run.tries.set(legName(job.key, job.leg.index), job.attempt);
    for (const folder of foldersOf(job)) run.folders.add(folder);
    const state = run.jobs.get(job.key);
    if (state !== undefined && !again(job)) keep(state, job);
  }
  return { ...run, runAttempt: event.runAttempt, triggeringActor: event.actor };
}

/** Which pinned legs run again: those asked for, and every leg of the jobs that depend on them. */
function legsToRunAgain(event: RerunRequested): (job: PinnedJob) => boolean {
  if (event.which === 'all') return () => true;
  const { requested, jobs: pinned } = event.pinned;
  const only = event.only;
  const chosen = (job: PinnedJob): boolean =>
    event.which === 'failed'
      ? job.conclusion !== 'success' && job.conclusion !== 'skipped'
      : job.key === only?.key && job.leg.index === only.leg;
  const dependents = dependentsOf(
    requested.definition.jobs,
    new Set(pinned.filter(chosen).map((job) => job.key)),
  );
  return (job) => chosen(job) || dependents.has(job.key);
}

/** The keys of all jobs that need one of `keys`, directly or through others. */
function dependentsOf(jobs: readonly JobDefinition[], keys: ReadonlySet<string>): ReadonlySet<string> {
  const dependents = new Set<string>();
  for (let size = -1; size !== dependents.size; ) {
    size = dependents.size;
    for (const job of jobs) {
      if (job.needs.some((need) => keys.has(need) || dependents.has(need))) dependents.add(job.id);
    }
  }
  return dependents;
}

/** The folders of a leg's attempts so far: only the newest is pinned, the others differ in their number. */
function foldersOf(job: PinnedJob): string[] {
  const newest = job.folder.toLowerCase();
  const suffix = `.${job.attempt}`;
  if (!newest.endsWith(suffix)) return [newest];
  const base = newest.slice(0, -suffix.length);
  return Array.from({ length: job.attempt }, (_, index) => `${base}.${index + 1}`);
}

function createJob(definition: JobDefinition): JobState {
  return { definition, total: null, legs: new Map(), concluded: 0, outputs: {} };
}

function keep(state: JobState, job: PinnedJob): void {
  const leg: LegState = {
    leg: job.leg,
    attempt: {
      job: job.job,
      attempt: job.attempt,
      name: job.name,
      folder: job.folder,
      status: 'concluded',
      cause: null,
      labels: [],
      timeoutMinutes: 0,
      continueOnError: job.continueOnError,
      concurrency: null,
      claims: [],
      worker: null,
      startedAt: null,
      confirmed: true,
      asked: null,
      conclusion: job.conclusion,
    },
    losses: 0,
    queuedAt: null,
    stop: null,
    kept: true,
  };
  state.total = job.leg.total;
  state.legs.set(job.leg.index, leg);
  state.concluded += 1;
  state.outputs = mergeOutputs(state.outputs, job.outputs);
}
