import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import {
  deliveryId,
  type Draft,
  type JobId,
  type OfferPublished,
  readFeed,
  repositoryName,
  type RunbookEvent,
  stamp,
  type Trigger,
  type WorkerId,
  workerId,
  type WorkflowDefinition,
} from '../../../src/events/index.ts';
import {
  type AppendOptions,
  type EventLog,
  type NewRecord,
  openEmbeddedLog,
  type Position,
  type Topic,
} from '../../../src/log/index.ts';
import { type IntakeSource, startFold, startOrchestrator } from '../../../src/orchestrator/index.ts';
import { type Executor, startWorker, type Worker, type WorkerOptions } from '../../../src/worker/index.ts';
import { MemoryLogs } from '../../unit/worker/support/memory-logs.ts';

const SILENT = pino({ level: 'silent' });
const REPOSITORY = repositoryName('acme/app');
const TRIGGER: Trigger = {
  event: 'push',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  before: null,
  deleted: false,
  forced: false,
  actor: 'ada',
  message: 'One',
};

export interface FleetOptions {
  readonly workers: number;
  /** What they meet on; default: a log in memory. */
  readonly log?: EventLog;
  /** Milliseconds between two ticks of the owner; default: as in a server. */
  readonly heartbeatMs?: number;
  /** Milliseconds that each append takes before its records are there; default: 0. On Kafka it is about 5. */
  readonly hopMs?: number;
  /** What each job does; default: nothing. */
  readonly job?: () => Promise<void>;
  /** What is special of a worker, by its number. */
  readonly special?: (index: number) => Partial<WorkerOptions>;
}

/** An orchestrator and many real workers on one log; their jobs start no processes. */
export class Fleet {
  readonly log: EventLog;
  /** What counted, in the order of the log. */
  readonly counted: RunbookEvent[] = [];
  /** What workers were told of offers, repeats included. */
  readonly offers: OfferPublished[] = [];
  /** Every claim on the log, those that came too late included. */
  readonly claims: { readonly job: JobId; readonly worker: WorkerId }[] = [];
  readonly #options: FleetOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'runbook-fleet-'));
  readonly #jobs = new Map<string, number>();
  readonly #workers: Worker[] = [];
  readonly #orchestrator;
  readonly #fold;
  #pushes = 0;
  #wake: () => void = () => undefined;

  constructor(options: FleetOptions) {
    this.#options = options;
    const { log = openEmbeddedLog(':memory:'), heartbeatMs } = options;
    this.log = options.hopMs === undefined ? log : slowed(log, options.hopMs);
    this.#fold = startFold({
      log,
      onEvents: (batch) => {
        for (const { event, counted } of batch) {
          if (counted) this.counted.push(event);
          if (event.type === 'job_claimed') this.claims.push(event);
        }
        this.#wake();
      },
      onError: (error) => {
        throw error;
      },
    });
    log.subscribe('runbook.jobs', {
      from: 'earliest',
      onRecords: (records) => {
        for (const { value } of records) {
          const read = readFeed(value);
          if (read.kind === 'event' && read.event.type === 'job_offered') this.offers.push(read.event);
        }
      },
      onError: (error) => {
        throw error;
      },
    });
    const prepare: IntakeSource['prepare'] = (pending) => {
      const { repository, registration, event } = pending;
      const definition = definitionOf(this.#jobs.get(event.delivery) ?? 0);
      const facts = {
        workflow: { path: definition.path, name: definition.name },
        trigger: TRIGGER,
        definition,
        source: '',
        urls: { server: 'http://127.0.0.1:4000', api: 'http://127.0.0.1:4000/api/v3' },
        url: registration.url,
        defaultBranch: 'main',
        vars: {},
      };
      const workflows = [{ outcome: 'started' as const, path: definition.path, facts }];
      return Promise.resolve({ kind: 'handled', repository, delivery: event.delivery, workflows });
    };
    this.#orchestrator = startOrchestrator({
      log: this.log,
      intake: { prepare },
      logger: SILENT,
      ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
    });
  }

  /** Starts the workers and waits until all were heard of. */
  async start(): Promise<void> {
    const url = '/srv/app.git';
    await this.#append({
      type: 'repository_registered',
      repository: REPOSITORY,
      url,
      secret: '',
      credentials: null,
    });
    const indices = Array.from({ length: this.#options.workers }, (_, index) => index);
    await Promise.all(indices.map((index) => this.addWorker(index)));
  }

  async addWorker(index: number): Promise<void> {
    const worker = await startWorker({
      log: this.log,
      logs: new MemoryLogs(),
      checkouts: { inPlace: null, holds: () => true, checkout: () => Promise.resolve() },
      secrets: { secretsOf: () => Promise.resolve({ secrets: {}, access: null }) },
      executor: executorOf(this.#options.job ?? (() => Promise.resolve())),
      name: `worker ${index}`,
      labels: ['ubuntu-latest'],
      capacity: 1,
      workspaces: join(this.#folder, `${index}`),
      home: this.#folder,
      stateFile: null,
      passEnv: [],
      logger: SILENT,
      newWorkerId: () => workerNumber(index),
      ...this.#options.special?.(index),
    });
    this.#workers.push(worker);
  }

  /** Starts a run of so many jobs. */
  async push(jobs: number): Promise<void> {
    this.#pushes += 1;
    const delivery = deliveryId(`push-${this.#pushes}`);
    this.#jobs.set(delivery, jobs);
    await this.#append({
      type: 'delivery_received',
      repository: REPOSITORY,
      delivery,
      forge: 'git',
      trigger: TRIGGER,
      payload: {},
    });
  }

  /** How many events of a type counted. */
  count(type: RunbookEvent['type']): number {
    return this.counted.filter((event) => event.type === type).length;
  }

  /** Who was granted which job. */
  granted(): ReadonlyMap<JobId, WorkerId> {
    return new Map(
      this.counted.flatMap((event) => (event.type === 'job_granted' ? [[event.job, event.worker]] : [])),
    );
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    await this.#orchestrator.stop();
    await this.#fold.stop();
    await this.log.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #append(draft: Draft): Promise<void> {
    const value = JSON.stringify(stamp(draft, { by: 'server', now: Date.now() }));
    await this.log.append('runbook.events', [{ key: REPOSITORY, value }]);
  }
}

/** The identity of a fleet's worker. */
export function workerNumber(index: number): WorkerId {
  return workerId(`worker-${index}`);
}

function definitionOf(jobs: number): WorkflowDefinition {
  return {
    path: '.runbook/ci.yml',
    name: 'CI',
    on: { push: {} },
    env: {},
    defaults: {},
    jobs: Array.from({ length: jobs }, (_, index) => ({
      id: `job-${index}`,
      needs: [],
      runsOn: { labels: 'ubuntu-latest' },
      env: {},
      defaults: {},
      outputs: {},
      checkout: false,
      steps: [{ run: 'true', env: {} }],
    })),
  };
}

function executorOf(job: () => Promise<void>): Executor {
  return {
    openJob: () =>
      Promise.resolve({
        run: async () => {
          await job();
          return { kind: 'exited', code: 0 };
        },
        stopAll: () => Promise.resolve(),
        sinceNow: () => ({ stop: () => Promise.resolve() }),
      }),
  };
}

/** A log across a network: what is appended is there a little later. */
function slowed(log: EventLog, hopMs: number): EventLog {
  return {
    partitions: log.partitions,
    partitionOf: (key) => log.partitionOf(key),
    append: async (
      topic: Topic,
      records: readonly NewRecord[],
      options?: AppendOptions,
    ): Promise<readonly Position[]> => {
      await sleep(hopMs);
      return log.append(topic, records, options);
    },
    subscribe: (topic, options) => log.subscribe(topic, options),
    readLatest: (topic, partition) => log.readLatest(topic, partition),
    trim: (topic, partition, bounds) => log.trim(topic, partition, bounds),
    join: (group, listener) => log.join(group, listener),
    ready: () => log.ready(),
    close: () => log.close(),
  };
}
