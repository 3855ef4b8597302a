import {
  isJsonObject,
  type JobDefinition,
  type JsonObject,
  prefixOf,
  readEventValue,
  type WorkflowDefinition,
  workflowAt,
} from '../../events/index.ts';
import {
  type CallState,
  createState,
  isWithWorker,
  type JobState,
  type LegState,
  type LiveAttempt,
  type PartitionState,
  type QueuedDelivery,
  type RepositoryState,
  type RunState,
} from '../state/index.ts';
import type {
  EncodedCall,
  EncodedDelivery,
  EncodedFacts,
  EncodedHead,
  EncodedJob,
  EncodedLeg,
  EncodedRepository,
  EncodedRun,
} from './encoded.ts';
import { NewerSnapshotError, SnapshotError } from './errors.ts';

/**
 * The state that was encoded, as its own: it shares nothing that changes. Everything is on its agenda.
 * @throws SnapshotError, NewerSnapshotError
 */
export function decodeState(facts: EncodedFacts, repositories: readonly EncodedRepository[]): PartitionState {
  const { partition, owner, owners, count, now, lost, stops } = facts;
  const state: PartitionState = {
    ...createState(partition),
    owner,
    owners,
    count,
    now,
    lost: new Map(lost),
    stops: new Map(stops),
  };
  const runs: RunState[] = [];
  for (const repository of repositories) {
    state.repositories.set(repository.head.name, repositoryFrom(repository));
    for (const run of repository.runs) runs.push(runFrom(run, repository));
  }
  for (const run of runs.sort((a, b) => a.id - b.id)) state.runs.set(run.id, run);
  findLive(state);
  markEverything(state);
  return state;
}

function repositoryFrom({ head, payloads }: EncodedRepository): RepositoryState {
  return {
    name: head.name,
    registration: head.registration,
    secrets: new Map(head.secrets),
    runNumber: head.runNumber,
    deliveries: new Map(head.deliveries),
    pending: head.pending.map((delivery) => deliveryFrom(delivery, head, payloads)),
    runAttempts: new Map(head.runAttempts),
    groups: new Map(head.groups),
    frozen: head.frozen,
  };
}

function deliveryFrom(
  { event, payload, timestamp, runs }: EncodedDelivery,
  { name }: EncodedHead,
  payloads: readonly JsonObject[],
): QueuedDelivery {
  const body = payload === null ? {} : { payload: payloadAt(payloads, payload, name) };
  const read = readEventValue({ ...event, ...body });
  if (read.kind === 'newer')
    throw new NewerSnapshotError(`A ${read.type} in the snapshot of ${name}`, read.v);
  if (read.kind === 'unreadable') throw new SnapshotError(`The snapshot of ${name}: ${read.reason}`);
  const { type } = read.event;
  if (type !== 'delivery_received' && type !== 'dispatch_requested') {
    throw new SnapshotError(`The snapshot of ${name} has a ${type} among its deliveries.`);
  }
  return { event: read.event, timestamp, runs: new Map(runs) };
}

function runFrom(encoded: EncodedRun, { head: { name }, payloads }: EncodedRepository): RunState {
  const payload = payloadAt(payloads, encoded.payload, name);
  const facts = encoded.ownPayload ? { ...encoded.facts, payload } : encoded.facts;
  return {
    id: encoded.id,
    repository: name,
    facts,
    payload,
    runAttempt: encoded.runAttempt,
    triggeringActor: encoded.triggeringActor,
    jobs: jobsFrom(encoded.jobs, facts.definition),
    calls: new Map((encoded.calls ?? []).map((call) => [call.prefix, callFrom(call, facts.definition)])),
    pinned: new Map((encoded.pinned ?? []).map(([prefix, pinned]) => [prefix, [...pinned]])),
    folders: new Set(encoded.folders),
    tries: new Map(encoded.tries),
    live: encoded.live,
    cancel: encoded.cancel,
  };
}

function jobsFrom(encoded: readonly EncodedJob[], definition: WorkflowDefinition): Map<string, JobState> {
  const files = new Map<string, ReadonlyMap<string, JobDefinition>>();
  const definitionOf = (key: string): JobDefinition => {
    const prefix = prefixOf(key);
    let file = files.get(prefix);
    if (file === undefined) {
      const jobs = workflowAt(definition, prefix)?.jobs ?? [];
      file = new Map(jobs.map((job) => [prefix + job.id, job]));
      files.set(prefix, file);
    }
    const found = file.get(key);
    if (found === undefined)
      throw new SnapshotError(`A snapshot has a job ${key} that its run does not have.`);
    return found;
  };
  const jobs = new Map(encoded.map((job) => [job.key, jobFrom(job, definitionOf(job.key))]));
  const lacking = definition.jobs.find(({ id }) => !jobs.has(id));
  if (lacking !== undefined) throw new SnapshotError(`A snapshot lacks the job ${lacking.id} of a run.`);
  return jobs;
}

function jobFrom({ key, total, legs, concluded, outputs }: EncodedJob, definition: JobDefinition): JobState {
  const own = legs.map((leg): [number, LegState] => [leg.leg.index, legFrom(leg)]);
  return { key, definition, total, legs: new Map(own), concluded, outputs };
}

function legFrom(leg: EncodedLeg): LegState {
  return { ...leg, attempt: { ...leg.attempt, calledConcurrency: leg.attempt.calledConcurrency ?? null } };
}

function callFrom({ prefix, key, leg, inputs }: EncodedCall, run: WorkflowDefinition): CallState {
  const definition = workflowAt(run, prefix);
  if (definition === undefined)
    throw new SnapshotError(`A snapshot has a call ${prefix} that its run does not make.`);
  return { prefix, key, leg, definition, inputs };
}

function payloadAt(payloads: readonly JsonObject[], place: number, name: string): JsonObject {
  const payload = payloads[place];
  if (payload !== undefined && isJsonObject(payload)) return payload;
  throw new SnapshotError(`The snapshot of ${name} lacks a payload.`);
}

/** Attempts are introduced in the order of their ids, so that is the order of what is live. */
function findLive(state: PartitionState): void {
  const found: LiveAttempt[] = [];
  for (const run of state.runs.values()) {
    for (const job of run.jobs.values()) {
      for (const leg of job.legs.values()) {
        if (leg.attempt.status !== 'concluded') found.push({ run, job, leg });
      }
    }
  }
  for (const live of found.sort((a, b) => a.leg.attempt.job - b.leg.attempt.job)) {
    const { attempt } = live.leg;
    state.live.set(attempt.job, live);
    if (attempt.worker === null || !isWithWorker(attempt)) continue;
    const jobs = state.granted.get(attempt.worker) ?? new Set();
    state.granted.set(attempt.worker, jobs.add(attempt.job));
  }
}

function markEverything({ agenda, runs, live, repositories, now }: PartitionState): void {
  for (const run of runs.keys()) agenda.runs.add(run);
  for (const [job, { leg }] of live) {
    if (leg.attempt.status === 'offered' && leg.attempt.claims.length > 0) agenda.claimed.add(job);
  }
  for (const [name, { pending }] of repositories) if (pending.length > 0) agenda.intake.add(name);
  agenda.nextDeadline = now;
}
