import type { FoldedEvent } from '../../../src/store/index.ts';
import {
  type Conclusion,
  type Draft,
  type FeedDraft,
  HEARTBEAT_MS,
  type JobId,
  type OwnerId,
  type PinnedJob,
  type PresenceDraft,
  type RepositoryName,
  type RunbookEvent,
  type RunId,
  type RunRequested,
  stamp,
  stampPresence,
  type WorkerId,
  type WorkflowDefinition,
} from '../../../src/events/index.ts';
import { type Applied, apply, type StampedEvent } from '../../../src/orchestrator/apply/index.ts';
import { decide } from '../../../src/orchestrator/decide/index.ts';
import type { IntakeResult } from '../../../src/orchestrator/intake-result.ts';
import { applyPresence, createPresence } from '../../../src/orchestrator/presence/index.ts';
import { publish } from '../../../src/orchestrator/publish/index.ts';
import { createState, type LiveAttempt, type RunState } from '../../../src/orchestrator/state/index.ts';
import { PUSH, REPOSITORY, started } from './definitions.ts';

export const OWNER = 'owner-1' as OwnerId;
export const WORKER = 'worker-1' as WorkerId;
const START = Date.UTC(2026, 0, 1);

/** One record of the log and what became of it. */
export interface Entry extends StampedEvent {
  readonly applied: Applied;
}

/**
 * A partition's log with one owner that decides at once. Everything goes through the real `apply` and `decide`;
 * time stands still unless a test moves it.
 */
export class Ledger {
  state = createState(0);
  readonly presence = createPresence();
  readonly entries: Entry[] = [];
  readonly feed: FeedDraft[] = [];
  owner = OWNER;
  now = START;
  firstTick: number | null = START;
  #deliveries = 0;

  constructor() {
    this.append({ type: 'partition_owned', owner: this.owner });
    this.append({
      type: 'repository_registered',
      repository: REPOSITORY,
      url: 'u',
      secret: 's',
      credentials: null,
    });
    this.heartbeat(WORKER);
  }

  /** Appends an event and folds it; nothing is decided. */
  append(draft: Draft): Applied {
    const event = stamp(draft, { by: 'test', now: this.now });
    const record = { offset: this.entries.length, timestamp: this.now, event };
    const applied = apply(this.state, record);
    this.entries.push({ ...record, applied });
    if (applied.counted) this.feed.push(...publish(this.state, event));
    return applied;
  }

  /** Appends an event and everything that follows from it. */
  do(draft: Draft): Applied {
    const applied = this.append(draft);
    this.settle();
    return applied;
  }

  /** Decides until there is nothing left to decide; every decision must count. */
  settle(prepared: readonly IntakeResult[] = []): void {
    for (let round = 0; round < 1_000; round += 1) {
      const { owner, presence, firstTick } = this;
      const decisions = decide(this.state, { owner, presence, prepared, firstTick });
      if (decisions.length === 0) return;
      for (const decision of decisions) {
        const applied = this.append(decision);
        if (!applied.counted) throw new Error(`${JSON.stringify(decision)} did not count: ${applied.reason}`);
      }
    }
    throw new Error('Deciding does not come to an end.');
  }

  presenceRecord(draft: PresenceDraft): void {
    applyPresence(this.presence, stampPresence(draft, { by: 'test', now: this.now }), this.now);
  }

  heartbeat(worker: WorkerId, draining = false): void {
    this.presenceRecord({
      type: 'worker_heartbeat',
      worker,
      name: worker,
      labels: ['ubuntu-latest'],
      capacity: 4,
      running: [],
      draining,
    });
  }

  /** Moves the log's time on, with ticks and then a heartbeat of each worker named; then decides. */
  pass(milliseconds: number, alive: readonly WorkerId[] = [WORKER]): void {
    const end = this.now + milliseconds;
    while (this.now < end) {
      this.now = Math.min(this.now + HEARTBEAT_MS, end);
      this.presenceRecord({ type: 'tick', owner: this.owner, partition: 0 });
    }
    for (const worker of alive) this.heartbeat(worker);
    this.settle();
  }

  /** Delivers a push that starts one workflow; gives its run. */
  push(definition: WorkflowDefinition, repository: RepositoryName = REPOSITORY): RunId {
    this.#deliveries += 1;
    const delivery = `delivery-${this.#deliveries}`;
    const result = started(delivery, [definition], PUSH, repository);
    this.append({
      type: 'delivery_received',
      repository,
      delivery: result.delivery,
      forge: 'git',
      trigger: PUSH,
      payload: { pushed: delivery },
    });
    this.settle([result]);
    return this.requested().run;
  }

  /** The newest `run_requested`. */
  requested(): RunRequested {
    const found = this.events('run_requested').at(-1);
    if (found === undefined) throw new Error('No run was requested.');
    return found;
  }

  /** All counted events of a type. */
  events<Type extends RunbookEvent['type']>(type: Type): Extract<RunbookEvent, { type: Type }>[] {
    return this.entries
      .filter(({ event, applied }) => applied.counted && event.type === type)
      .map(({ event }) => event as Extract<RunbookEvent, { type: Type }>);
  }

  run(id: RunId): RunState {
    const run = this.state.runs.get(id);
    if (run === undefined) throw new Error(`Run ${id} is not active.`);
    return run;
  }

  /** The live attempt of a leg, by its job's key and index. */
  live(key: string, index = 0): LiveAttempt {
    for (const live of this.state.live.values()) {
      if (live.job.key === key && live.leg.leg.index === index) return live;
    }
    throw new Error(`${key} #${index} has no live attempt.`);
  }

  statuses(): { [leg: string]: string } {
    return Object.fromEntries(
      [...this.state.live.values()].map(({ leg }) => [leg.attempt.name, leg.attempt.status]),
    );
  }

  /** Who a leg's facts are about. */
  fact(key: string, index = 0): { repository: RepositoryName; run: RunId; job: JobId } {
    const { run, leg } = this.live(key, index);
    return { repository: run.repository, run: run.id, job: leg.attempt.job };
  }

  claim(key: string, index = 0, worker: WorkerId = WORKER): void {
    this.do({ type: 'job_claimed', ...this.fact(key, index), worker });
  }

  /** Claims and starts a leg. */
  start(key: string, index = 0, worker: WorkerId = WORKER): JobId {
    this.claim(key, index, worker);
    const fact = this.fact(key, index);
    this.do({ type: 'job_started', ...fact, worker, workerName: worker });
    return fact.job;
  }

  complete(
    key: string,
    conclusion: Conclusion = 'success',
    outputs: { [name: string]: string } = {},
    index = 0,
  ): void {
    const worker = this.live(key, index).leg.attempt.worker ?? WORKER;
    this.do({
      type: 'job_completed',
      ...this.fact(key, index),
      worker,
      conclusion,
      outputs,
      annotations: [],
    });
  }

  /** Claims, starts and completes a leg. */
  finish(
    key: string,
    conclusion: Conclusion = 'success',
    outputs: { [name: string]: string } = {},
    index = 0,
  ): void {
    this.start(key, index);
    this.complete(key, conclusion, outputs, index);
  }

  /** How a run's newest attempt ended; null while it goes on. */
  conclusion(run: RunId): Conclusion | null {
    if (this.state.runs.has(run)) return null;
    return this.events('run_completed').findLast((event) => event.run === run)?.conclusion ?? null;
  }

  /** Asks for a rerun as the server does: with what the index knows of the newest attempts. */
  rerun(run: RunId, which: 'all' | 'failed' | 'job', only?: { key: string; leg: number }): Applied {
    const requested = this.events('run_requested').find((event) => event.run === run);
    if (requested === undefined) throw new Error(`Run ${run} was never requested.`);
    const { number, delivery, workflow, name, trigger, definition, source, concurrency, urls, url } =
      requested;
    const { defaultBranch, vars } = requested;
    const facts = { number, delivery, workflow, name, trigger, definition, source, concurrency, urls, url };
    const attempts = this.events('run_completed').filter((event) => event.run === run).length;
    return this.do({
      type: 'rerun_requested',
      repository: requested.repository,
      run,
      actor: 'hubot',
      runAttempt: attempts + 1,
      which,
      ...(only === undefined ? {} : { only }),
      pinned: { requested: { ...facts, defaultBranch, vars, payload: {} }, jobs: this.#pinned(run) },
    });
  }

  #pinned(run: RunId): PinnedJob[] {
    const newest = new Map<string, PinnedJob>();
    const completed = new Map(this.events('job_completed').map((event) => [event.job, event]));
    const called = new Map(this.events('call_completed').map((event) => [event.job, event]));
    for (const { event, applied } of this.entries) {
      if (!applied.counted || !('runAttempt' in event) || !('leg' in event) || event.run !== run) continue;
      const { key, leg, name, folder, job, attempt } = event;
      const ended = completed.get(job) ?? called.get(job);
      const decided = event.type === 'job_skipped' ? 'skipped' : 'cancelled';
      const conclusion =
        ended?.conclusion ?? (event.type === 'job_cancelled' ? event.conclusion : null) ?? decided;
      const continueOnError = event.type === 'job_offered' && event.continueOnError;
      const outputs = ended?.outputs ?? {};
      newest.set(`${key}#${leg.index}`, {
        key,
        leg,
        name,
        folder,
        job,
        attempt,
        conclusion,
        continueOnError,
        outputs,
        ...(event.type === 'workflow_called' ? { calls: event.path } : {}),
      });
    }
    return [...newest.values()];
  }
}

/** What the fold reported of a ledger's events. */
export function foldedOf(ledger: Ledger): FoldedEvent[] {
  return ledger.entries.map(({ offset, timestamp, event, applied }) => ({
    partition: 0,
    offset,
    timestamp,
    event,
    counted: applied.counted,
  }));
}
