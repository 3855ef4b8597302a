import { grouped } from './grouped.ts';
import type { Definition, HistoryEvent } from './history.ts';

/**
 * How a job attempt ended: `voided` before it had begun, so that another one takes its place; `over`: the jobs of
 * the workflow are that it called.
 */
export interface AttemptEnd {
  readonly event: HistoryEvent;
  readonly how: 'completed' | 'cancelled' | 'skipped' | 'lost' | 'voided' | 'over';
  readonly conclusion: string | null;
}

/** One try of a job, from the events that count. */
export interface Attempt {
  readonly job: number;
  readonly run: number;
  readonly key: string;
  readonly leg: number;
  /** How many legs the job has. */
  readonly legs: number;
  /** What the keys of the jobs begin with that are nested in it, if it is a call. */
  readonly prefix: string;
  readonly folder: string;
  offered: HistoryEvent | null;
  /** It calls a workflow instead of being offered. */
  called: HistoryEvent | null;
  granted: HistoryEvent | null;
  /** Every grant by an owner to a worker that was not lost: there must be one, which may stand on the log twice. */
  readonly grants: HistoryEvent[];
  started: HistoryEvent | null;
  /** Every start, whoever says so. */
  readonly starts: HistoryEvent[];
  end: AttemptEnd | null;
  readonly steps: Map<number, { file: string | null; completed: HistoryEvent | null }>;
}

/** A run from the events that count. */
export interface Run {
  readonly id: number;
  readonly repository: string;
  readonly number: number;
  readonly delivery: string;
  readonly path: string;
  /** Its workflow file was broken, or its delivery was given up: it has no jobs. */
  readonly stillborn: boolean;
  readonly definition: Definition;
  readonly attempts: Attempt[];
  /** Every conclusion that an owner gave it. */
  readonly completions: HistoryEvent[];
}

/** The history with the question answered what counts. */
export interface Judged {
  readonly runs: ReadonlyMap<number, Run>;
  readonly attempts: ReadonlyMap<number, Attempt>;
  /** The events by decision of someone who was not the owner where they stand. */
  readonly void: ReadonlySet<HistoryEvent>;
  /** Deliveries that an owner gave up. */
  readonly failedDeliveries: ReadonlySet<string>;
}

/**
 * Reads each partition in order. A decision counts only with the newest owner before it; a fact only from the
 * worker that has the attempt and was not lost before; of two ends the first.
 */
export function judge(events: readonly HistoryEvent[]): Judged {
  const judged = {
    runs: new Map<number, Run>(),
    attempts: new Map<number, Attempt>(),
    void: new Set<HistoryEvent>(),
    failedDeliveries: new Set<string>(),
  };
  const partitions = new Map<number, Partition>();
  for (const event of events) {
    const partition = partitions.get(event.partition) ?? { owner: '', owners: new Set(), lost: new Set() };
    partitions.set(event.partition, partition);
    if (counts(partition, event)) fold(judged, partition, event);
    else judged.void.add(event);
  }
  return judged;
}

interface Partition {
  owner: string;
  readonly owners: Set<string>;
  readonly lost: Set<string>;
}

function counts(partition: Partition, { fields }: HistoryEvent): boolean {
  const { owner } = fields;
  if (owner === undefined) return true;
  if (fields.type !== 'partition_owned') return owner === partition.owner;
  // Written twice by an append that was tried again: no second takeover.
  if (partition.owners.has(owner)) return false;
  partition.owner = owner;
  partition.owners.add(owner);
  return true;
}

interface Folded {
  readonly runs: Map<number, Run>;
  readonly attempts: Map<number, Attempt>;
  readonly failedDeliveries: Set<string>;
}

function fold(folded: Folded, partition: Partition, event: HistoryEvent): void {
  const { fields } = event;
  switch (fields.type) {
    case 'run_requested':
    case 'workflow_rejected':
      return foldRun(folded, event);
    case 'delivery_failed':
      folded.failedDeliveries.add(fields.delivery ?? '');
      return undefined;
    case 'run_completed':
      folded.runs.get(fields.run ?? 0)?.completions.push(event);
      return undefined;
    case 'worker_lost':
      return foldLoss(folded, partition, event);
    default:
      if (fields.job !== undefined) foldJob(folded, partition, event);
      return undefined;
  }
}

function foldRun({ runs }: Folded, { fields }: HistoryEvent): void {
  const { run: id = 0, repository = '', number = 0, delivery = '', workflow, definition } = fields;
  if (runs.has(id)) return;
  runs.set(id, {
    id,
    repository,
    number,
    delivery,
    path: workflow?.path ?? '',
    stillborn: fields.type === 'workflow_rejected',
    definition: definition ?? { jobs: [] },
    attempts: [],
    completions: [],
  });
}

function foldLoss({ attempts }: Folded, { lost }: Partition, event: HistoryEvent): void {
  const worker = event.fields.worker ?? '';
  if (lost.has(worker)) return;
  lost.add(worker);
  for (const attempt of attempts.values()) {
    if (attempt.end !== null || attempt.granted?.fields.worker !== worker) continue;
    if (attempt.granted.partition !== event.partition) continue;
    attempt.end =
      attempt.started === null
        ? { event, how: 'voided', conclusion: null }
        : { event, how: 'lost', conclusion: 'failure' };
  }
}

function foldJob(folded: Folded, { lost }: Partition, event: HistoryEvent): void {
  const { fields } = event;
  const attempt = attemptOf(folded, event);
  if (attempt === null) return;
  const { worker } = fields;
  if (fields.type === 'job_granted' && !lost.has(worker ?? '')) attempt.grants.push(event);
  if (fields.type === 'job_started') attempt.starts.push(event);
  if (attempt.end !== null) return;
  const has = attempt.granted?.fields.worker === worker && !lost.has(worker ?? '');
  switch (fields.type) {
    case 'job_offered':
      attempt.offered ??= event;
      break;
    case 'workflow_called':
      attempt.called ??= event;
      break;
    case 'call_completed':
      if (attempt.called !== null)
        attempt.end = { event, how: 'over', conclusion: fields.conclusion ?? null };
      break;
    case 'job_granted':
      if (!lost.has(worker ?? '')) attempt.granted ??= event;
      break;
    case 'job_started':
      if (has) attempt.started ??= event;
      break;
    case 'step_started':
    case 'step_completed':
      if (has && attempt.started !== null) foldStep(attempt, event);
      break;
    case 'job_completed':
      if (has && attempt.started !== null)
        attempt.end = { event, how: 'completed', conclusion: fields.conclusion ?? null };
      break;
    case 'job_returned':
      if (has && attempt.started === null) attempt.end = { event, how: 'voided', conclusion: null };
      break;
    case 'job_skipped':
      attempt.end = { event, how: 'skipped', conclusion: 'skipped' };
      break;
    case 'job_cancelled':
      if (typeof fields.conclusion === 'string')
        attempt.end = { event, how: 'cancelled', conclusion: fields.conclusion };
      break;
    default:
  }
}

/** When an attempt was let go: offered to workers, or its call made; null: never. */
export function begunAt({ offered, called }: Attempt): HistoryEvent | null {
  return offered ?? called;
}

/** For people. */
export function nameOf({ key, leg }: Attempt): string {
  return `${key}[${leg}]`;
}

/** The attempts of every leg of a run, oldest first, by `nameOf`. */
export function legsOf({ attempts }: Run): ReadonlyMap<string, readonly Attempt[]> {
  return grouped(attempts, nameOf);
}

/** The attempt that an event is about; one that introduces it makes it. */
function attemptOf({ runs, attempts }: Folded, { fields }: HistoryEvent): Attempt | null {
  const { job = 0, run: runId = 0, key, leg, folder } = fields;
  const known = attempts.get(job);
  if (known !== undefined) return known;
  const run = runs.get(runId);
  if (run === undefined || key === undefined || leg === undefined || folder === undefined) return null;
  const attempt: Attempt = {
    job,
    run: runId,
    key,
    leg: leg.index,
    legs: leg.total,
    prefix: leg.matrix == null ? `${key}/` : `${key}:${leg.index}/`,
    folder,
    offered: null,
    called: null,
    granted: null,
    grants: [],
    started: null,
    starts: [],
    end: null,
    steps: new Map(),
  };
  attempts.set(job, attempt);
  run.attempts.push(attempt);
  return attempt;
}

function foldStep(attempt: Attempt, event: HistoryEvent): void {
  const { type, step = 0, file = null } = event.fields;
  const known = attempt.steps.get(step) ?? { file, completed: null };
  if (type === 'step_completed') {
    known.file = file;
    known.completed ??= event;
  }
  attempt.steps.set(step, known);
}
