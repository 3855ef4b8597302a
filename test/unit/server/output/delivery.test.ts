/** Worker, topic and server together: whatever fails in between, the server's files become the worker's. */
import { appendFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { StepLogWriter } from '../../../../src/store/index.ts';
import { type OutputShipping, startShipping } from '../../../../src/worker/index.ts';
import type { Fate } from '../../log/unreliable-log.ts';
import { WORKER } from '../../orchestrator/ledger.ts';
import { FILLER, Reception, textOf, until } from './reception.ts';

const FOREVER_MS = 50_000;
const STEPS = 3;

type Action =
  /** Some lines, of some length. */
  | { readonly do: 'print'; readonly step: number; readonly lines: number; readonly width: number }
  | { readonly do: 'end'; readonly step: number }
  /** What is to become of the next appends. */
  | { readonly do: 'fail'; readonly fates: readonly Fate[] }
  | { readonly do: 'repeat'; readonly records: number }
  | { readonly do: 'pause' }
  /** Killed and started again: the last line half written, what was noted of the output old or not. */
  | { readonly do: 'restart worker'; readonly half: boolean; readonly forgets: boolean }
  | { readonly do: 'restart server'; readonly cut: number; readonly forgets: boolean };

const step = fc.integer({ min: 1, max: STEPS });
const fate = fc.constantFrom<Fate>('stored', 'refused', 'timed-out', 'lost');
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('print' as const),
      step,
      lines: fc.integer({ min: 1, max: 6 }),
      width: fc.integer({ min: 0, max: 60 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('end' as const), step }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      fates: fc.array(fate, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('repeat' as const), records: fc.integer({ min: 0, max: 4 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pause' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('restart worker' as const),
      half: fc.boolean(),
      forgets: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('restart server' as const),
      cut: fc.integer({ min: 0, max: 60 }),
      forgets: fc.boolean(),
    }),
  },
);

/** A worker with its spool, and a server, on one log that fails. */
class Delivery extends Reception {
  readonly spool = join(this.folder, 'spool');
  shipping: OutputShipping = this.startWorker();
  /** Steps that are being written; those of a killed worker are not any more. */
  readonly #writers = new Map<number, StepLogWriter>();
  readonly #over = new Set<number>();
  #fates: Fate[] = [];
  #printed = 0;

  constructor(limitMs: number) {
    super({
      heldOfStepBytes: 300,
      openLogs: 1,
      patience: { graceMs: 2, pauseMs: 4, longestPauseMs: 8, limitMs },
    });
    this.log.fate = () => this.#fates.shift() ?? 'stored';
    this.onWanted = (wanted) => this.shipping.resend(wanted);
  }

  startWorker(): OutputShipping {
    this.shipping = startShipping({
      log: this.log,
      spool: this.spool,
      freeDisk: () => 1e12,
      logger: pino({ level: 'silent' }),
      chunkBytes: 200,
      noteMs: 1,
      resendPauseMs: 1,
    });
    return this.shipping;
  }

  async act(wanted: Action): Promise<void> {
    switch (wanted.do) {
      case 'print':
        return this.#print(wanted.step, wanted.lines, wanted.width);
      case 'end':
        return this.#end(wanted.step);
      case 'fail':
        this.#fates = [...wanted.fates];
        return undefined;
      case 'repeat':
        this.log.repeats = () => wanted.records;
        return undefined;
      case 'pause':
        await sleep(2);
        return undefined;
      case 'restart worker':
        return this.#restartWorker(wanted.half, wanted.forgets);
      case 'restart server':
        return this.#restartServer(wanted.cut, wanted.forgets);
    }
  }

  /** All goes well from now on, and every step ends. */
  async finish(): Promise<void> {
    this.#fates = [];
    this.log.repeats = () => 0;
    for (const open of this.#writers.keys()) await this.#end(open);
    expect(await this.shipping.drain(FOREVER_MS)).toBe(true);
    for (let number = 1; number <= STEPS; number++) {
      // A job whose worker was killed does not say how long its logs are: here it does, to know the end.
      if (this.spooled(number).length > 0 && this.index.output.log(this.job, number) === null)
        this.complete(number, this.spooled(number).length);
    }
  }

  spooled(number: number): Buffer {
    const { repository, runNumber, folder, file } = this.refOf(number);
    const path = join(this.spool, 'logs', repository, String(runNumber), folder, file);
    return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  }

  received(number: number): Buffer {
    return existsSync(this.path(number)) ? readFileSync(this.path(number)) : Buffer.alloc(0);
  }

  async stop(): Promise<void> {
    for (const writer of this.#writers.values()) await writer.close();
    await this.shipping.stop();
    await this.close();
  }

  async #print(number: number, lines: number, width: number): Promise<void> {
    if (this.#over.has(number)) return;
    const known = this.#writers.get(number);
    const origin = { run: this.run, job: this.job, step: number, worker: WORKER };
    const writer = known ?? this.shipping.logs.open(this.refOf(number), origin);
    this.#writers.set(number, writer);
    const texts = Array.from({ length: lines }, () => `${(this.#printed += 1)} ${'\u00e9'.repeat(width)}`);
    await writer.append(Buffer.from(textOf(...texts)), lines);
    await writer.flush();
  }

  async #end(number: number): Promise<void> {
    const writer = this.#writers.get(number);
    if (writer === undefined) return;
    const { bytes } = await writer.close();
    this.#writers.delete(number);
    this.#over.add(number);
    this.complete(number, bytes);
  }

  async #restartWorker(half: boolean, forgets: boolean): Promise<void> {
    await this.shipping.stop();
    for (const [number, writer] of this.#writers) {
      this.#over.add(number);
      await writer.close();
      const { repository, runNumber, folder, file } = this.refOf(number);
      const path = join(this.spool, 'logs', repository, String(runNumber), folder, file);
      if (half) appendFileSync(path, textOf('half').slice(0, 28));
    }
    this.#writers.clear();
    const notes = join(this.spool, 'unsent');
    for (const name of forgets ? readdirSync(notes) : []) {
      const text = readFileSync(join(notes, name), 'utf8');
      writeFileSync(join(notes, name), text.replaceAll(/"acknowledged":\d+/g, '"acknowledged":0'));
    }
    this.startWorker();
  }

  async #restartServer(cut: number, forgets: boolean): Promise<void> {
    await this.receiver.stop();
    for (let number = 1; number <= STEPS; number++) {
      const { length } = this.received(number);
      if (length > 0) truncateSync(this.path(number), Math.max(0, length - cut));
    }
    if (forgets) this.index.output.forgetPositions();
    this.start();
  }
}

describe('output between a worker and a server', () => {
  it('is at all times what the worker has so far, and all of it in the end, while the spool lives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 30 }), async (actions) => {
        const delivery = new Delivery(100_000);
        try {
          for (const one of actions) {
            await delivery.act(one);
            for (let number = 1; number <= STEPS; number++) {
              const received = delivery.received(number);
              const spooled = delivery.spooled(number).subarray(0, received.length);
              expect(received.equals(spooled)).toBe(true);
            }
          }
          await delivery.finish();
          for (let number = 1; number <= STEPS; number++)
            await until(() => delivery.received(number).equals(delivery.spooled(number)));
          expect(delivery.receiver.counters).toMatchObject({ lostBytes: 0, missingEndBytes: 0 });
        } finally {
          await delivery.stop();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has a line of as many bytes for each piece that was lost, where nobody has it any more', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 100, max: 400 }), fc.boolean()), {
          minLength: 2,
          maxLength: 12,
        }),
        async (pieces) => {
          const delivery = new Delivery(15);
          delivery.onWanted = () => undefined;
          try {
            let text = '';
            let lost: number | null = null;
            const gaps: { readonly from: number; readonly to: number }[] = [];
            for (const [lines, width, arrives] of pieces) {
              const piece = textOf(...Array.from({ length: lines }, () => 'x'.repeat(width)));
              if (arrives) {
                await delivery.send(1, text.length, piece);
                if (lost !== null) gaps.push({ from: lost, to: text.length });
                lost = null;
              } else {
                lost ??= text.length;
              }
              text += piece;
            }
            const end = lost ?? text.length;
            await until(() => delivery.received(1).length === end);
            let expected = '';
            for (const { from, to } of gaps) {
              expected += text.slice(expected.length, from);
              const filler = delivery.received(1).subarray(from, to).toString();
              expect(FILLER.exec(filler)?.[1]).toBe(String(to - from));
              expect(filler.endsWith('\n')).toBe(true);
              expected += filler;
            }
            expected += text.slice(expected.length, end);
            expect(delivery.received(1).toString()).toBe(expected);
          } finally {
            await delivery.stop();
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
