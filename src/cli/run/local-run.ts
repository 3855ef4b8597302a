import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import {
  type Draft,
  deliveryId,
  type JsonObject,
  type RepositoryName,
  type RunbookEvent,
  type RunId,
  stamp,
  type Trigger,
} from '../../events/index.ts';
import { createWorkingTreeCheckout } from '../../git/index.ts';
import { type EventLog, openEmbeddedLog } from '../../log/index.ts';
import { type IntakeSource, startFold, startOrchestrator } from '../../orchestrator/index.ts';
import { createHostExecutor, servesLabels, startWorker, type Worker } from '../../worker/index.ts';
import { OutputSink } from './output-sink.ts';
import type { Reporter } from './reporter.ts';
import type { RunProgress } from './run-progress.ts';
import { declineUnservedLabels } from './unserved-labels.ts';

/** What one `runbook run` executes and how. */
export interface LocalRunOptions {
  readonly repository: RepositoryName;
  readonly trigger: Trigger;
  readonly payload: JsonObject;
  readonly intake: IntakeSource;
  readonly secrets: { readonly [name: string]: string };
  /** The checkout, absolute. */
  readonly folder: string;
  readonly inPlace: boolean;
  /** All labels that the worker answers to. */
  readonly labels: readonly string[];
  readonly passEnv: readonly string[];
  /** Jobs at a time. */
  readonly capacity: number;
  readonly progress: RunProgress;
  readonly reporter: Reporter;
  readonly logger: Logger;
  readonly now: () => number;
}

/** What came of it. */
export interface LocalRunResult {
  /** Labels that some job wanted and nobody here serves. */
  readonly unserved: readonly (readonly string[])[];
}

/** A `runbook run` that goes on. */
export interface LocalRun {
  /** Resolves when every run has concluded and everything it started is gone. */
  readonly result: Promise<LocalRunResult>;
  /** Cancels the runs: jobs are interrupted, `always()` and `cancelled()` are still honoured. */
  cancel(): Promise<void>;
  /** Stops every process of the jobs at once. */
  kill(): Promise<void>;
}

/** Runs workflows on this machine: the server's own orchestrator and worker on an event log in memory. */
export function startLocalRun(options: LocalRunOptions): LocalRun {
  const log = openEmbeddedLog(':memory:');
  let worker: Worker | null = null;
  const result = execute(options, log, (started) => {
    worker = started;
  });
  return {
    result,
    async cancel() {
      const runs = options.progress.unfinished();
      await append(log, options, ...runs.map((run) => cancellation(options.repository, run)));
    },
    async kill() {
      await worker?.cancelAll();
    },
  };
}

async function execute(
  options: LocalRunOptions,
  log: EventLog,
  onWorker: (worker: Worker) => void,
): Promise<LocalRunResult> {
  const { logger, now, intake, reporter } = options;
  const temporary = await mkdtemp(join(tmpdir(), 'runbook-run-'));
  const sink = new OutputSink(reporter);
  const ended = deferred();
  const unserved: (readonly string[])[] = [];
  const stops: (() => Promise<void>)[] = [];
  let handled = false;
  try {
    const fold = startFold({
      log,
      onEvents(batch) {
        for (const { event, counted, timestamp } of batch) if (counted) follow(event, timestamp);
      },
      onError: ended.reject,
    });
    stops.push(() => fold.stop());
    // Nobody will rebuild what ends with this process.
    const never = Number.POSITIVE_INFINITY;
    const snapshots = { snapshotEvents: never, snapshotMs: never };
    const orchestrator = startOrchestrator({ log, intake, logger, now, ...snapshots });
    stops.push(() => orchestrator.stop());
    const decliner = declineUnservedLabels({
      log,
      serves: (labels) => servesLabels(options.labels, labels),
      onDeclined: ({ labels }) => unserved.push(labels),
      onError: ended.reject,
      now,
    });
    stops.push(() => decliner.stop());
    await append(log, options, ...beginning(options));
    const worker = await startWorker({
      log,
      logs: sink,
      checkouts: createWorkingTreeCheckout({ folder: options.folder, inPlace: options.inPlace }),
      secrets: { secretsOf: async () => ({ secrets: options.secrets, credentials: null }) },
      executor: createHostExecutor(),
      name: 'runbook run',
      labels: options.labels,
      capacity: options.capacity,
      workspaces: join(temporary, 'workspaces'),
      home: null,
      temporary: join(temporary, 'temporary'),
      stateFile: null,
      passEnv: options.passEnv,
      logger,
      now,
    });
    onWorker(worker);
    stops.push(() => worker.stop());
    await ended.promise;
    return { unserved };
  } finally {
    sink.close();
    for (const stop of stops.toReversed()) await stop();
    await log.close();
    await rm(temporary, { recursive: true, force: true });
    await reporter.end();
  }

  function follow(event: RunbookEvent, at: number): void {
    const { progress } = options;
    progress.add(event, at);
    reporter.event(event, at);
    if (event.type === 'step_started' || event.type === 'step_completed') {
      const place = progress.place(event.job);
      if (place === null) return;
      if (event.type === 'step_started') sink.stepStarted({ ...place, step: event.step }, event.job);
      else sink.stepCompleted({ ...place, step: event.step });
    }
    if (event.type === 'delivery_failed') ended.reject(new Error(event.reason));
    if (event.type === 'run_completed' || event.type === 'delivery_handled') {
      handled ||= event.type === 'delivery_handled';
      if (handled && progress.unfinished().length === 0) ended.resolve();
    }
  }
}

function beginning({ repository, trigger, payload }: LocalRunOptions): Draft[] {
  const delivery = deliveryId(`run:${randomUUID()}`);
  return [
    { type: 'repository_registered', repository, url: 'here', secret: '', credentials: null },
    { type: 'delivery_received', repository, delivery, forge: 'runbook', trigger, payload },
  ];
}

function cancellation(repository: RepositoryName, run: RunId): Draft {
  return { type: 'cancel_requested', repository, run, actor: 'Ctrl-C' };
}

async function append(
  log: EventLog,
  { repository, now }: LocalRunOptions,
  ...drafts: readonly Draft[]
): Promise<void> {
  if (drafts.length === 0) return;
  const records = drafts.map((draft) => ({
    key: repository,
    value: JSON.stringify(stamp(draft, { by: 'cli', now: now() })),
  }));
  await log.append('runbook.events', records);
}

/** A promise that is settled from outside. */
function deferred(): {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
} {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
