import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import {
  type JobId,
  jobIdOf,
  type OutputWanted,
  readOutput,
  repositoryName,
  type RunId,
  runIdOf,
  type StepOutput,
  stampFeed,
  workerId,
} from '../../../../src/events/index.ts';
import { openEmbeddedLog } from '../../../../src/log/index.ts';
import type { LogOrigin, StepLogRef, StepLogWriter } from '../../../../src/store/index.ts';
import { type OutputShipping, type ShippingOptions, startShipping } from '../../../../src/worker/index.ts';
import { UnreliableLog } from '../../log/unreliable-log.ts';

const TIME = '2026-01-01T00:00:00.000Z ';
export const REPOSITORY = repositoryName('octo/widgets');
export const WORKER = workerId('worker-1');
export const RUN: RunId = runIdOf(1, 0);
export const JOB: JobId = jobIdOf(2, 0);

/** A log's lines as bytes. */
export function linesOf(...texts: readonly string[]): Buffer {
  return Buffer.from(texts.map((text) => `${TIME}${text}\n`).join(''));
}

/** A worker's spool on a log that can fail, and what came of it. */
export class Spool {
  readonly log = new UnreliableLog(openEmbeddedLog(':memory:'));
  readonly folder = mkdtempSync(join(tmpdir(), 'runbook-spool-'));
  free = 1e12;
  time = Date.now();
  shipping: OutputShipping;
  readonly #options: Partial<ShippingOptions>;

  constructor(options: Partial<ShippingOptions> = {}) {
    this.#options = options;
    this.shipping = this.start();
  }

  /** Another start of the worker on the same disk. */
  start(): OutputShipping {
    this.shipping = startShipping({
      log: this.log,
      spool: this.folder,
      freeDisk: () => this.free,
      logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
      now: () => this.time,
      noteMs: 5,
      resendPauseMs: 0,
      ...this.#options,
    });
    return this.shipping;
  }

  open(step: number, job = JOB): StepLogWriter {
    return this.shipping.logs.open(refOf(step), originOf(step, job));
  }

  /** Writes a step's log from its begin to its end. */
  async write(step: number, ...texts: readonly string[]): Promise<Buffer> {
    const writer = this.open(step);
    const bytes = linesOf(...texts);
    await writer.append(Buffer.from(bytes), texts.length);
    await writer.close();
    return bytes;
  }

  path(step: number): string {
    const { repository, runNumber, folder, file } = refOf(step);
    return join(this.folder, 'logs', repository, String(runNumber), folder, file);
  }

  has(step: number): boolean {
    return existsSync(this.path(step));
  }

  file(step: number): Buffer {
    return readFileSync(this.path(step));
  }

  /** Everything in `runbook.logs`, in order. */
  async stored(): Promise<readonly StepOutput[]> {
    const found: StepOutput[] = [];
    const subscription = this.log.subscribe('runbook.logs', {
      from: 'earliest',
      onRecords: (records) => {
        for (const { value } of records) {
          const read = readOutput(value);
          if (read.kind !== 'event') throw new Error(JSON.stringify(read));
          found.push(read.event);
        }
      },
      onError: (error) => {
        throw error;
      },
    });
    await subscription.caughtUp;
    await subscription.close();
    return found;
  }

  /** The bytes of a step's log as a reader of the topic has them; fails where there is a gap. */
  async received(step: number): Promise<Buffer> {
    let bytes = Buffer.alloc(0);
    for (const { file, offset, text } of await this.stored()) {
      if (file !== refOf(step).file) continue;
      if (offset > bytes.length) throw new Error(`A gap from ${bytes.length} to ${offset}.`);
      bytes = Buffer.concat([bytes, Buffer.from(text).subarray(bytes.length - offset)]);
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.shipping.stop();
    await this.log.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function refOf(step: number): StepLogRef {
  return { repository: REPOSITORY, runNumber: 7, folder: 'build.1', file: `0${step}-say.log` };
}

export function originOf(step: number, job = JOB): LogOrigin {
  return { run: RUN, job, step, worker: WORKER };
}

export function wantedOf(step: number, from: number, job = JOB): OutputWanted {
  const wanted = stampFeed(
    { type: 'output_wanted', ...refOf(step), run: RUN, job, step, worker: WORKER, from },
    { by: 'server', now: 0 },
  );
  if (wanted.type !== 'output_wanted') throw new Error('It is another record.');
  return wanted;
}
