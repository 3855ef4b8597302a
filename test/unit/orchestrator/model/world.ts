import {
  type Draft,
  type JobId,
  type OwnerId,
  type RepositoryName,
  type RunId,
  type RunbookEvent,
  stamp,
  type WorkerId,
  type WorkflowDefinition,
} from '../../../../src/events/index.ts';
import { Ledger } from '../ledger.ts';
import { type Log, type Meaning, meaningOf } from './fold.ts';

/**
 * A small world: one run, a few owners and workers, each identity used once. Nothing in it is ever told to
 * freeze, for a process that is frozen is one that takes no step while others do.
 */
export interface World {
  readonly log: Log;
  readonly meaning: Meaning;
  readonly owners: readonly Owner[];
  readonly workers: readonly Worker[];
  /** Appends that did not land at once: they land at any time, some twice, and those of the dead perhaps never. */
  readonly flights: readonly Flight[];
  /** How many more appends may be late; Infinity: all of them. */
  readonly lates: number;
  /** How many more late appends may land twice. */
  readonly repeats: number;
  /** How many more claims may be given up before they are granted. */
  readonly doubts: number;
  /** How many more times somebody may cancel the run. */
  readonly cancels: number;
  /** How many more times a job may fail. */
  readonly failures: number;
  /** Whether time goes on although a lost worker has not stopped what it runs: then a retry may be too early. */
  readonly hasty: boolean;
  /** Attempts whose first process was spawned, by job key. */
  readonly spawned: readonly { readonly key: string; readonly job: JobId }[];
}

export interface Owner {
  readonly id: OwnerId;
  readonly status: 'spare' | 'up' | 'dead';
}

export interface Worker {
  readonly id: WorkerId;
  readonly status: 'spare' | 'up' | 'dead';
  readonly jobs: { readonly [job: number]: Phase };
}

/** How far a worker is with an attempt. */
export type Phase = 'claimed' | 'given-up' | 'starting' | 'running' | 'done';

export interface Flight {
  readonly author: OwnerId | WorkerId;
  readonly events: readonly RunbookEvent[];
}

/** Whose run it is. */
export interface Subject {
  readonly repository: RepositoryName;
  readonly run: RunId;
}

/** An event as the model stamps all of them. */
export function event(draft: Draft): RunbookEvent {
  return stamp(draft, { by: 'model', now: 0 });
}

/** The world in which one run was just requested, under the first owner. */
export function createWorld(options: {
  readonly definition: WorkflowDefinition;
  readonly owners: number;
  readonly workers: number;
  /** How many of the workers are up at first; the others are what they become after a crash or a loss. */
  readonly up: number;
  readonly lates: number;
  readonly repeats: number;
  readonly doubts: number;
  readonly cancels: number;
  readonly failures: number;
  readonly hasty?: boolean;
}): { readonly world: World; readonly subject: Subject } {
  const ledger = new Ledger();
  ledger.push(options.definition);
  const requested = ledger.requested();
  // Without what the ledger decided beyond the run itself: that is for the model's owners to decide.
  const end = ledger.entries.findIndex(({ event: { type } }) => type === 'delivery_handled') + 1;
  const log = ledger.entries
    .slice(0, end)
    .reduce<Log | null>((before, entry) => ({ event: entry.event, before }), null);
  if (log === null) throw new Error('The run was not requested.');
  const owners = Array.from({ length: options.owners }, (_, index): Owner => {
    return { id: `owner-${index + 1}` as OwnerId, status: index === 0 ? 'up' : 'spare' };
  });
  const workers = Array.from({ length: options.workers }, (_, index): Worker => {
    return { id: `worker-${index + 1}` as WorkerId, status: index < options.up ? 'up' : 'spare', jobs: {} };
  });
  const { lates, repeats, doubts, cancels, failures, hasty = false } = options;
  const budgets = { lates, repeats, doubts, cancels, failures, hasty };
  const world = { log, meaning: meaningOf(log), owners, workers, flights: [], spawned: [], ...budgets };
  return { world, subject: { repository: requested.repository, run: requested.run } };
}

/** Equal for worlds that go on alike. */
export function keyOf(world: World): string {
  const { meaning, owners, workers, flights, lates, repeats, doubts, cancels, failures, spawned } = world;
  const under = flights.map((flight) => JSON.stringify(flight)).sort();
  const readable = workers.map(({ id, jobs }) => [
    meaning.grants.filter(({ job, worker }) => worker === id && isExpecting(jobs[job])),
    meaning.confirmations.filter(({ job, worker }) => worker === id && jobs[job] === 'starting'),
  ]);
  const budgets = [lates, repeats, doubts, cancels, failures];
  return JSON.stringify([meaning.text, owners, workers, under, readable, budgets, spawned]);
}

/** Whether a grant would make a worker do something. */
export function isExpecting(phase: Phase | undefined): boolean {
  return phase === 'claimed' || phase === 'given-up';
}
