import type { JsonObject, RepositoryName, RunFacts } from '../../events/index.ts';
import type {
  JobState,
  LegState,
  PartitionState,
  QueuedDelivery,
  RepositoryState,
  RunState,
} from '../state/index.ts';
import {
  type EncodedDelivery,
  type EncodedFacts,
  type EncodedJob,
  type EncodedRepository,
  type EncodedRun,
  versionFor,
} from './encoded.ts';

/** What belongs to the partition, as it is now: later changes of the state do not show. */
export function encodeFacts(state: PartitionState): EncodedFacts {
  const { partition, owner, owners, count, now, lost, stops, repositories } = state;
  return {
    partition,
    owner,
    owners,
    count,
    now,
    lost: [...lost],
    stops: [...stops],
    repositories: repositories.size,
  };
}

/**
 * These repositories as they are now: later changes of the state do not show. Names that the state does not have
 * are passed over.
 */
export function encodeRepositories(
  state: PartitionState,
  names: Iterable<RepositoryName>,
): EncodedRepository[] {
  const runs = new Map<RepositoryName, RunState[]>();
  for (const name of names) if (state.repositories.has(name)) runs.set(name, []);
  for (const run of state.runs.values()) runs.get(run.repository)?.push(run);
  return [...runs].flatMap(([name, own]) => {
    const repository = state.repositories.get(name);
    return repository === undefined ? [] : [encodeRepository(repository, own)];
  });
}

function encodeRepository(repository: RepositoryState, runs: readonly RunState[]): EncodedRepository {
  const payloads = new Payloads();
  const pending = repository.pending.map((delivery) => encodeDelivery(delivery, payloads));
  const encoded = [...runs].sort((a, b) => a.id - b.id).map((run) => encodeRun(run, payloads));
  return {
    head: {
      v: versionFor(runs),
      name: repository.name,
      registration: repository.registration,
      secrets: [...repository.secrets],
      runNumber: repository.runNumber,
      deliveries: [...repository.deliveries],
      pending,
      runAttempts: [...repository.runAttempts],
      groups: [...repository.groups].map(([key, group]) => [key, { ...group }]),
      frozen: repository.frozen,
      payloads: payloads.all.length,
      runs: encoded.length,
    },
    payloads: payloads.all,
    runs: encoded,
  };
}

function encodeDelivery({ event, timestamp, runs }: QueuedDelivery, payloads: Payloads): EncodedDelivery {
  if (event.type === 'dispatch_requested') return { event, payload: null, timestamp, runs: [...runs] };
  const { payload, ...rest } = event;
  return { event: rest, payload: payloads.place(payload), timestamp, runs: [...runs] };
}

function encodeRun(run: RunState, payloads: Payloads): EncodedRun {
  return {
    id: run.id,
    facts: factsOf(run.facts),
    payload: payloads.place(run.payload),
    ownPayload: run.facts.payload !== undefined,
    runAttempt: run.runAttempt,
    triggeringActor: run.triggeringActor,
    jobs: [...run.jobs.values()].map(encodeJob),
    calls: [...run.calls.values()].map(({ prefix, key, leg, inputs }) => ({ prefix, key, leg, inputs })),
    pinned: [...run.pinned].map(([prefix, jobs]) => [prefix, [...jobs]]),
    folders: [...run.folders],
    tries: [...run.tries],
    live: run.live,
    cancel: run.cancel,
  };
}

/** The facts alone: a run has them from the event that requested it, which says more. */
function factsOf(facts: RunFacts): Omit<RunFacts, 'payload'> {
  const { number, delivery, workflow, name, trigger, definition, source } = facts;
  const { concurrency, urls, url, defaultBranch, vars } = facts;
  return {
    number,
    delivery,
    workflow,
    name,
    trigger,
    definition,
    source,
    concurrency,
    urls,
    url,
    defaultBranch,
    vars,
  };
}

function encodeJob({ key, total, legs, concluded, outputs }: JobState): EncodedJob {
  return { key, total, legs: [...legs.values()].map(encodeLeg), concluded, outputs };
}

function encodeLeg(leg: LegState): LegState {
  return { ...leg, attempt: { ...leg.attempt } };
}

/** The payloads of a repository, each once, however many runs came of its delivery. */
class Payloads {
  readonly all: JsonObject[] = [];
  readonly #places = new Map<JsonObject, number>();

  place(payload: JsonObject): number {
    const known = this.#places.get(payload);
    if (known !== undefined) return known;
    this.#places.set(payload, this.all.length);
    return this.all.push(payload) - 1;
  }
}
