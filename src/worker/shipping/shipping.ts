import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OUTPUT_KEPT_MS, type OutputWanted } from '../../events/index.ts';
import {
  LEAST_FREE_BYTES,
  LogFiles,
  type LogOrigin,
  type LogSink,
  type StepLogRef,
  type StepLogWriter,
} from '../../store/index.ts';
import { ByteBudget } from './byte-budget.ts';
import type { OutputShipping, ShippingOptions } from './options.ts';
import { Repeats } from './repeats.ts';
import type { ShipmentHost } from './shipment.ts';
import { type SpooledLog, SpooledJobs } from './spooled-jobs.ts';
import { UnsentJobs } from './unsent-jobs.ts';
import { SpoolUpkeep } from './upkeep.ts';

const CHUNK_BYTES = 512 * 1024;
const BUDGET_BYTES = 16 * 1024 * 1024;
const RESEND_PAUSE_MS = 2_000;
const NOTE_MS = 1_000;
const UPKEEP_MS = 60_000;
/** Milliseconds that what is on its way may take at the end. */
const STOP_LIMIT_MS = 5_000;

/**
 * Begins to send what jobs print through `runbook.logs`. A step writes to the spool and waits for the disk alone;
 * from there its lines go to the log as fast as that takes them. What an earlier start of the worker left unsent,
 * however it ended, is sent too.
 * @throws SystemError where the spool cannot be made or read
 */
export function startShipping(options: ShippingOptions): OutputShipping {
  const shipping = new SpoolShipping(options);
  shipping.start();
  return shipping;
}

class SpoolShipping implements OutputShipping {
  readonly logs: LogSink = { open: (ref, origin) => this.#open(ref, origin) };
  readonly counters = { storedBytes: 0, resends: 0 };
  readonly #options: ShippingOptions;
  readonly #files: LogFiles;
  readonly #jobs: SpooledJobs;
  readonly #repeats: Repeats;
  readonly #upkeep: SpoolUpkeep;
  readonly #ended = new AbortController();
  #timers: NodeJS.Timeout[] = [];
  #recovering: Promise<void> = Promise.resolve();

  constructor(options: ShippingOptions) {
    const { log, spool, logger, freeDisk, limitBytes, now = Date.now } = options;
    const root = join(spool, 'logs');
    mkdirSync(root, { recursive: true, mode: 0o700 });
    const host: ShipmentHost = {
      log,
      logger,
      now,
      budget: new ByteBudget(options.budgetBytes ?? BUDGET_BYTES),
      chunkBytes: options.chunkBytes ?? CHUNK_BYTES,
      resendPauseMs: options.resendPauseMs ?? RESEND_PAUSE_MS,
      signal: this.#ended.signal,
      onStored: (bytes) => {
        this.counters.storedBytes += bytes;
      },
    };
    this.#options = options;
    this.#files = new LogFiles(root, { now, ...(limitBytes === undefined ? {} : { limitBytes }) });
    this.#jobs = new SpooledJobs(this.#files, new UnsentJobs(join(spool, 'unsent')), host);
    this.#repeats = new Repeats(this.#files, host);
    this.#upkeep = new SpoolUpkeep({
      root,
      keptMs: options.keptMs ?? OUTPUT_KEPT_MS,
      leastFreeBytes: options.leastFreeBytes ?? 2 * LEAST_FREE_BYTES,
      freeDisk,
      needed: (folder) => this.#isNeeded(folder),
      unsentBytes: () => this.unsentBytes,
      logger,
      now,
    });
  }

  get unsentBytes(): number {
    return this.#jobs.unsentBytes;
  }

  start(): void {
    const { noteMs = NOTE_MS, upkeepMs = UPKEEP_MS } = this.#options;
    this.#recovering = this.#recover(this.#jobs.takeUp());
    this.#timers = [
      setInterval(() => this.#note(), noteMs).unref(),
      setInterval(() => this.#upkeep.look(), upkeepMs).unref(),
    ];
    this.#upkeep.look();
  }

  resend(wanted: OutputWanted): void {
    this.#resend(wanted).catch((error: unknown) =>
      this.#options.logger.warn({ err: error, job: wanted.job }, 'Output cannot be sent again'),
    );
  }

  async drain(limitMs: number): Promise<boolean> {
    const limit = new AbortController();
    const over = sleep(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([this.#allSent(), over]);
    limit.abort();
    return this.#jobs.stored;
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#ended.abort();
    const over = sleep(STOP_LIMIT_MS, undefined, { ref: false });
    await Promise.race([Promise.all([this.#allSent(), this.#upkeep.idle()]), over]);
    this.#note();
  }

  #open(ref: StepLogRef, origin: LogOrigin): StepLogWriter {
    const path = this.#files.path(ref);
    // A step is run once: what already lies there is of another life of the servers.
    for (const file of [path, path.replace(/\.log$/, '.idx')]) rmSync(file, { force: true });
    const { job, shipment } = this.#jobs.begin(ref, origin);
    const writer = this.#files.open(ref);
    const stopWatching = this.#files.watch(ref, () => shipment.grow(writer.visible.bytes));
    let closing: ReturnType<StepLogWriter['close']> | null = null;
    const close: StepLogWriter['close'] = async () => {
      try {
        return await writer.close();
      } finally {
        stopWatching();
        job.closed();
      }
    };
    return {
      append: (chunk, lines) => writer.append(chunk, lines),
      flush: () => writer.flush(),
      close: () => (closing ??= close()),
    };
  }

  async #recover(left: readonly SpooledLog[]): Promise<void> {
    for (const { ref, job, shipment } of left) {
      if (this.#ended.signal.aborted) return;
      try {
        // Its writer may have been killed in the middle of a line: this ends it.
        if ((await this.#files.size(ref)) !== null)
          shipment.grow((await this.#files.open(ref).close()).bytes);
        job.closed();
      } catch (error) {
        this.#options.logger.warn({ err: error }, 'What is left of a step cannot be sent');
      }
    }
  }

  async #resend(wanted: OutputWanted): Promise<void> {
    const { repository, runNumber, folder, file, from } = wanted;
    const job = this.#jobs.get(dirname(this.#files.path({ repository, runNumber, folder, file })));
    if (job !== undefined && job.job.job !== wanted.job) return;
    const shipment = job?.shipment(file);
    shipment?.resend(from);
    if (shipment !== undefined || (await this.#repeats.send(wanted))) this.counters.resends += 1;
  }

  async #allSent(): Promise<void> {
    await this.#recovering;
    await Promise.all([this.#jobs.idle(), this.#repeats.idle()]);
  }

  #note(): void {
    this.#jobs.note();
    this.#repeats.forgetRested();
  }

  #isNeeded(folder: string): boolean {
    return this.#jobs.has(folder) || this.#repeats.needs(folder) || this.#ended.signal.aborted;
  }
}
