import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import {
  type JobId,
  type OutputDraft,
  type OutputWanted,
  readFeed,
  type RunId,
  stampOutput,
} from '../../../../src/events/index.ts';
import { openEmbeddedLog } from '../../../../src/log/index.ts';
import {
  type OutputReceiver,
  type OutputReceiverOptions,
  startOutputReceiver,
} from '../../../../src/server/index.ts';
import { LogFiles, RECEIVED_LOGS, RunIndex } from '../../../../src/store/index.ts';
import { UnreliableLog } from '../../log/unreliable-log.ts';
import { job, REPOSITORY, workflow } from '../../orchestrator/definitions.ts';
import { foldedOf, Ledger, WORKER } from '../../orchestrator/ledger.ts';

export const TIME = '2026-01-01T00:00:00.000Z ';
export const FILLER =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ##\[warning\](\d+) bytes of output were lost here: they did not arrive/;

/** A log's lines as text. */
export function textOf(...lines: readonly string[]): string {
  return lines.map((line) => `${TIME}${line}\n`).join('');
}

/** A server's receiver for one job that runs, on a log that can fail; the test is the worker. */
export class Reception {
  readonly log = new UnreliableLog(openEmbeddedLog(':memory:'));
  readonly folder = mkdtempSync(join(tmpdir(), 'runbook-received-'));
  readonly index = new RunIndex(':memory:');
  readonly ledger = new Ledger();
  readonly run: RunId;
  readonly job: JobId;
  /** What was asked for, in order. */
  readonly wanted: OutputWanted[] = [];
  onWanted: (wanted: OutputWanted) => void = () => undefined;
  files: LogFiles;
  receiver: OutputReceiver;
  readonly #options: Partial<OutputReceiverOptions>;

  constructor(options: Partial<OutputReceiverOptions> = {}) {
    this.#options = options;
    this.ledger.now = Date.now();
    this.run = this.ledger.push(workflow([job('build')]));
    this.job = this.ledger.start('build');
    this.project();
    this.log.subscribe('runbook.jobs', {
      from: 'earliest',
      onRecords: (records) => {
        for (const { value } of records) {
          const read = readFeed(value);
          if (read.kind !== 'event' || read.event.type !== 'output_wanted') continue;
          this.wanted.push(read.event);
          this.onWanted(read.event);
        }
      },
      onError: (error) => {
        throw error;
      },
    });
    this.files = new LogFiles(join(this.folder, 'logs'), RECEIVED_LOGS);
    this.receiver = this.start();
  }

  /** Another start of the server on the same disk. */
  start(options: Partial<OutputReceiverOptions> = {}): OutputReceiver {
    this.files = new LogFiles(join(this.folder, 'logs'), RECEIVED_LOGS);
    this.receiver = startOutputReceiver({
      log: this.log,
      index: this.index,
      indexCaughtUp: Promise.resolve(),
      logs: this.files,
      keepDays: 90,
      logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
      patience: { graceMs: 5, pauseMs: 10, longestPauseMs: 20, limitMs: 100_000 },
      ...this.#options,
      ...options,
    });
    return this.receiver;
  }

  project(): void {
    this.index.project(foldedOf(this.ledger));
  }

  refOf(step: number) {
    return { repository: REPOSITORY, runNumber: 1, folder: 'build.1', file: `0${step}-say.log` };
  }

  /** Sends a piece of a step's log. */
  async send(
    step: number,
    offset: number,
    text: string,
    changes: Partial<Record<keyof OutputDraft, unknown>> = {},
  ): Promise<void> {
    const { run, job: id } = this;
    const draft = {
      type: 'step_output',
      ...this.refOf(step),
      run,
      job: id,
      worker: WORKER,
      step,
      offset,
      text,
      ...changes,
    } as OutputDraft;
    const record = stampOutput(draft, { by: `worker:${WORKER}`, now: Date.now() });
    await this.log.append('runbook.logs', [{ key: String(id), value: JSON.stringify(record) }]);
  }

  /** The worker says that a step has completed, with a log of so many bytes. */
  complete(step: number, bytes: number): void {
    const fact = { repository: REPOSITORY, run: this.run, job: this.job, worker: WORKER };
    const { file } = this.refOf(step);
    this.ledger.now = Date.now();
    this.ledger.do({ type: 'step_started', ...fact, step, name: 'Say', file });
    this.ledger.do({
      type: 'step_completed',
      ...fact,
      step,
      name: 'Say',
      file,
      outcome: 'success',
      conclusion: 'success',
      log: { lines: 1, bytes },
      annotations: [],
    });
    this.project();
  }

  path(step: number): string {
    return this.files.path(this.refOf(step));
  }

  /** What a step's file has; empty where there is none. */
  file(step: number): string {
    return existsSync(this.path(step)) ? readFileSync(this.path(step), 'utf8') : '';
  }

  async close(): Promise<void> {
    await this.receiver.stop();
    await this.log.close();
    this.index.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(2);
}
