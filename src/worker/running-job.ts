import { randomBytes } from 'node:crypto';

import type { Logger } from 'pino';

import type { JobSpec, WorkerId } from '../events/index.ts';
import type { LogSink } from '../store/index.ts';
import {
  Cancellation,
  type JobFacts,
  type JobState,
  type StopRequest,
  type WorkerFacts,
  runJob,
} from './job/index.ts';
import type { JobRecord } from './leftovers/index.ts';
import { Masks } from './output/index.ts';
import type { CheckoutSource, Executor, SecretSource } from './ports.ts';
import { type JobFolders, jobFolders } from './workspace/index.ts';

/** What every job of a worker shares. */
export interface JobHost {
  readonly executor: Executor;
  readonly checkouts: CheckoutSource;
  readonly secrets: SecretSource;
  readonly logs: LogSink;
  readonly worker: Omit<WorkerFacts, 'id'>;
  readonly workspaces: string;
  readonly temporary: string | undefined;
  readonly keepWorkspaces: boolean;
  /** Milliseconds; undefined: the executor's default. */
  readonly graceMs: number | undefined;
  readonly logger: Logger;
  readonly now: () => number;
}

/** Facts that can be dropped. */
interface DroppableFacts extends JobFacts {
  mute(): void;
}

/** One granted attempt, from its grant to its end. */
export class RunningJob {
  readonly spec: JobSpec;
  /** What the next start of the worker needs to find what this attempt left. */
  readonly record: JobRecord;
  readonly #worker: WorkerId;
  readonly #host: JobHost;
  readonly #facts: DroppableFacts;
  readonly #folders: JobFolders;
  readonly #cancellation = new Cancellation();
  readonly #confirmation = new AbortController();

  /** @param worker the identity that the attempt was granted to */
  constructor(spec: JobSpec, worker: WorkerId, host: JobHost, facts: DroppableFacts) {
    this.spec = spec;
    this.#worker = worker;
    this.#host = host;
    this.#facts = facts;
    this.#folders = jobFolders(spec, {
      workspaces: host.workspaces,
      inPlace: host.checkouts.inPlace,
      temporary: host.temporary,
    });
    const { root, temporary } = this.#folders;
    this.record = { job: spec.job, cookie: randomBytes(24).toString('hex'), root, temporary };
  }

  /** Runs the attempt to its end. Never throws. */
  async run(): Promise<void> {
    const { secrets, keepWorkspaces, logger, worker } = this.#host;
    this.#facts.report({ type: 'job_started', workerName: worker.name });
    try {
      await runJob(await this.#open(), {
        secrets: (signal) => secrets.secretsOf({ spec: this.spec, worker: this.#worker }, signal),
        confirmed: (signal) => firstOf(this.#confirmation.signal, signal),
        keepWorkspaces,
        logger,
      });
    } catch (error) {
      logger.error({ err: error, job: this.spec.job }, 'A job could not be begun');
      this.#facts.report({
        type: 'job_completed',
        conclusion: 'failure',
        outputs: {},
        reason: 'The worker could not begin the job; its own log says why.',
        annotations: [],
      });
      await this.#facts.stored();
    }
  }

  /** `job_confirmed` was read. */
  confirm(): void {
    this.#confirmation.abort();
  }

  /** Stops the attempt; steps that clean up still run. */
  cancel(request: StopRequest): void {
    this.#cancellation.cancel(request);
  }

  /** Stops the attempt, cleanup included. */
  force(request: StopRequest): void {
    this.#cancellation.force(request);
  }

  /** The worker was declared lost: everything stops, and nothing that is said counts. */
  abandon(reason: string): void {
    this.#facts.mute();
    this.#cancellation.force({ conclusion: 'cancelled', reason });
  }

  async #open(): Promise<JobState> {
    const { executor, checkouts, logs, worker, graceMs, now } = this.#host;
    return {
      spec: this.spec,
      worker: { ...worker, id: this.#worker },
      folders: this.#folders,
      processes: await executor.openJob({
        cookie: this.record.cookie,
        // The attempt's own folder, also where steps work in the user's: who stands there is no member.
        workspace: this.#folders.root,
        ...(graceMs === undefined ? {} : { graceMs }),
      }),
      checkouts,
      logs,
      facts: this.#facts,
      masks: new Masks(),
      cancellation: this.#cancellation,
      now,
      secrets: {},
      access: null,
      debug: false,
      env: {},
      paths: [],
      stepFiles: null,
      steps: new Map(),
      failed: false,
      exitCode: null,
      actions: new Map(),
      hashes: new Map(),
    };
  }
}

/** Resolves once `awaited` is aborted; rejects where `stopped` is first. */
function firstOf(awaited: AbortSignal, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('The job was stopped before it was confirmed.'));
    if (stopped.aborted) stop();
    else if (awaited.aborted) resolve();
    else {
      awaited.addEventListener('abort', () => resolve(), { once: true });
      stopped.addEventListener('abort', stop, { once: true });
    }
  });
}
