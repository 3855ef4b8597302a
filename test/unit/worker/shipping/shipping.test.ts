import { appendFileSync, existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OUTPUT_KEPT_MS, jobIdOf } from '../../../../src/events/index.ts';
import { JOB, linesOf, Spool, wantedOf } from './spool.ts';

const FOREVER_MS = 50_000;

describe('output on its way to the log', () => {
  let spool: Spool;
  beforeEach(() => {
    spool = new Spool();
  });
  afterEach(() => spool.close());

  it('is the bytes of the file, whole lines at their offsets, with what names the log', async () => {
    const writer = spool.open(1);
    const parts = [linesOf('one', 'zwei \u00e4\u0000\u{1f600}'), linesOf(''), linesOf('four')];
    for (const part of parts) {
      await writer.append(Buffer.from(part), 1);
      await writer.flush();
      await spool.shipping.drain(FOREVER_MS);
    }
    expect(await writer.close()).toMatchObject({ bytes: Buffer.concat(parts).length });
    expect(await spool.shipping.drain(FOREVER_MS)).toBe(true);
    const stored = await spool.stored();
    expect(stored.map(({ text }) => text)).toEqual(parts.map((part) => part.toString()));
    expect(stored[1]).toMatchObject({
      type: 'step_output',
      by: 'worker:worker-1',
      repository: 'octo/widgets',
      run: 1024,
      runNumber: 7,
      job: 2048,
      worker: 'worker-1',
      folder: 'build.1',
      step: 1,
      file: '01-say.log',
      offset: parts[0]?.length,
    });
    expect(spool.shipping.unsentBytes).toBe(0);
    expect(spool.shipping.counters.storedBytes).toBe(Buffer.concat(parts).length);
  });

  it('is cut at line ends into records of a bounded size, a longer line alone', async () => {
    await spool.close();
    spool = new Spool({ chunkBytes: 100 });
    const bytes = await spool.write(1, 'a', 'b', 'x'.repeat(500), 'c', 'd', 'e', 'f');
    await spool.shipping.drain(FOREVER_MS);
    const texts = (await spool.stored()).map(({ text }) => text);
    expect(texts.join('')).toBe(bytes.toString());
    expect(texts.map((text) => text.length)).toEqual([54, 526, 81, 27]);
  });

  it('is not sent for a step that prints nothing', async () => {
    await spool.write(1);
    expect(await spool.shipping.drain(FOREVER_MS)).toBe(true);
    expect(await spool.stored()).toEqual([]);
    expect(spool.has(1)).toBe(true);
  });

  it('keeps no step waiting while the log is away, and is all there in order when it is back', async () => {
    spool.log.fate = () => 'refused';
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`);
    const [first, second] = await Promise.all([spool.write(1, ...lines), spool.write(2, ...lines)]);
    expect(await spool.shipping.drain(1)).toBe(false);
    expect(spool.shipping.unsentBytes).toBe(first.length + second.length);
    spool.log.fate = () => 'stored';
    expect(await spool.shipping.drain(FOREVER_MS)).toBe(true);
    expect(await spool.received(1)).toEqual(first);
    expect(await spool.received(2)).toEqual(second);
    expect(spool.shipping.unsentBytes).toBe(0);
  });

  it('holds little in memory while the log is away, however many steps print', async () => {
    await spool.close();
    spool = new Spool({ chunkBytes: 256 * 1024, budgetBytes: 512 * 1024 });
    let refused = 0;
    spool.log.fate = () => {
      refused += 1;
      return 'refused';
    };
    const long = 'x'.repeat(255 * 1024);
    const bytes = await Promise.all(
      Array.from({ length: 8 }, (_, step) => spool.write(step + 1, long, long)),
    );
    await spool.shipping.drain(1);
    // Two of the eight have read a piece each; the others wait for their turn.
    const pieces = () => new Set(spool.log.tried.map(({ record }) => record.value)).size;
    expect(refused).toBeGreaterThan(0);
    expect(pieces()).toBeLessThanOrEqual(2);
    spool.log.fate = () => 'stored';
    expect(await spool.shipping.drain(FOREVER_MS)).toBe(true);
    for (const [step, expected] of bytes.entries())
      expect((await spool.received(step + 1)).equals(expected)).toBe(true);
  });

  it('has nothing twice but what the log stored without saying so', async () => {
    let calls = 0;
    spool.log.fate = () => (++calls % 3 === 0 ? 'timed-out' : 'stored');
    const writer = spool.open(1);
    for (let line = 0; line < 9; line++) {
      await writer.append(linesOf(`line ${line}`), 1);
      await writer.flush();
      await spool.shipping.drain(FOREVER_MS);
    }
    const { bytes } = await writer.close();
    expect(await spool.received(1)).toHaveLength(bytes);
    expect(await spool.stored()).toHaveLength(9 + spool.log.tried.filter(isTimedOut).length);
  });

  it('goes on with the next piece where the log refuses one for good', async () => {
    await spool.close();
    spool = new Spool({ chunkBytes: 100 });
    // More than the largest record once it is JSON.
    await spool.write(1, 'a', '\u0001'.repeat(6 * 1024 * 1024), 'c');
    expect(await spool.shipping.drain(FOREVER_MS)).toBe(true);
    expect((await spool.stored()).map(({ offset }) => offset)).toEqual([0, 27 + 26 + 6 * 1024 * 1024]);
  });
});

describe('a worker that starts again', () => {
  let spool: Spool;
  beforeEach(() => {
    spool = new Spool();
  });
  afterEach(() => spool.close());

  it('sends what the one before wrote and could not send, under its name', async () => {
    const first = await spool.write(1, 'sent');
    await spool.shipping.drain(FOREVER_MS);
    spool.log.fate = () => 'refused';
    const second = await spool.write(2, 'not sent', 'either');
    expect(await spool.shipping.drain(1)).toBe(false);
    await spool.shipping.stop();
    spool.log.fate = () => 'stored';
    spool.start();
    expect(await spool.shipping.drain(FOREVER_MS)).toBe(true);
    expect(await spool.received(1)).toEqual(first);
    expect(await spool.received(2)).toEqual(second);
    expect((await spool.stored()).every(({ worker }) => worker === 'worker-1')).toBe(true);
  });

  it('sends what a killed one left, up to a line that has no end', async () => {
    spool.log.fate = () => 'refused';
    const writer = spool.open(1);
    await writer.append(linesOf('one', 'two'), 2);
    await writer.flush();
    appendFileSync(spool.path(1), linesOf('three').subarray(0, 28));
    spool.log.fate = () => 'stored';
    // The killed one says nothing more: it is not stopped before the next has sent.
    const killed = spool.shipping;
    spool.start();
    expect(await spool.shipping.drain(FOREVER_MS)).toBe(true);
    await writer.close();
    await killed.stop();
    expect((await spool.received(1)).toString()).toBe(
      `${linesOf('one', 'two').toString()}${linesOf('thr').toString()}`,
    );
  });

  it('sends everything once more where it does not know what was stored', async () => {
    const bytes = await spool.write(1, 'one');
    const noted = join(spool.folder, 'unsent', `${JOB}.json`);
    const writer = spool.open(2);
    writeFileSync(noted, 'not JSON');
    await writer.close();
    await spool.shipping.stop();
    spool.start();
    expect(await spool.shipping.drain(FOREVER_MS)).toBe(true);
    expect(await spool.received(1)).toEqual(bytes);
  });

  it('leaves no note of what is stored', async () => {
    await spool.write(1, 'one');
    await spool.shipping.drain(FOREVER_MS);
    await spool.shipping.stop();
    expect(readdirSync(join(spool.folder, 'unsent'))).toEqual([]);
    spool.start();
    await spool.shipping.drain(FOREVER_MS);
    expect(await spool.stored()).toHaveLength(1);
  });

  it('begins a log anew where one of another life of the servers lies', async () => {
    await spool.write(1, 'old', 'older');
    await spool.shipping.drain(FOREVER_MS);
    const other = spool.open(1, jobIdOf(3, 0));
    await other.append(linesOf('new'), 1);
    expect(await other.close()).toEqual({ lines: 1, bytes: linesOf('new').length });
    await spool.shipping.drain(FOREVER_MS);
    expect(spool.file(1)).toEqual(linesOf('new'));
    expect((await spool.stored()).at(-1)).toMatchObject({ job: 3072, offset: 0 });
  });
});

describe('output that a server misses', () => {
  let spool: Spool;
  beforeEach(() => {
    spool = new Spool({ chunkBytes: 60 });
  });
  afterEach(() => spool.close());

  const offsets = async () => (await spool.stored()).map(({ offset }) => offset);

  it('is sent again from where it is missed, of a step that runs and of one that is over', async () => {
    const writer = spool.open(1);
    await writer.append(linesOf('a', 'b', 'c', 'd'), 4);
    await writer.flush();
    await spool.shipping.drain(FOREVER_MS);
    spool.shipping.resend(wantedOf(1, 54));
    await spool.shipping.drain(FOREVER_MS);
    expect(await offsets()).toEqual([0, 54, 54]);
    await writer.append(linesOf('e'), 1);
    await writer.close();
    await spool.shipping.drain(FOREVER_MS);
    expect(await offsets()).toEqual([0, 54, 54, 108]);
    // The worker has forgotten it, the disk has not.
    await spool.shipping.stop();
    spool.start();
    spool.shipping.resend(wantedOf(1, 0));
    await until(async () => (await offsets()).length === 7);
    expect((await offsets()).slice(4)).toEqual([0, 54, 108]);
    expect(spool.shipping.counters.resends).toBe(1);
  });

  it('is not sent again while it is still to be sent, nor twice at a time', async () => {
    spool.log.fate = () => 'refused';
    await spool.write(1, 'a', 'b', 'c', 'd');
    for (let ask = 0; ask < 3; ask++) spool.shipping.resend(wantedOf(1, 0));
    spool.log.fate = () => 'stored';
    await spool.shipping.drain(FOREVER_MS);
    expect(await offsets()).toEqual([0, 54]);
    for (let ask = 0; ask < 3; ask++) spool.shipping.resend(wantedOf(1, 0));
    await until(async () => (await offsets()).length === 4);
    await spool.shipping.drain(FOREVER_MS);
    expect(await offsets()).toEqual([0, 54, 0, 54]);
  });

  it('is not here where another worker ran the job, the file is gone, or the name leads elsewhere', async () => {
    await spool.write(1, 'a');
    await spool.shipping.drain(FOREVER_MS);
    spool.shipping.resend(wantedOf(2, 0));
    spool.shipping.resend(wantedOf(1, 0, jobIdOf(9, 0)));
    spool.shipping.resend({ ...wantedOf(1, 0), file: '../../../../../etc/passwd.log' });
    spool.shipping.resend(wantedOf(1, 0));
    await until(async () => (await offsets()).length > 1);
    expect(await offsets()).toEqual([0, 0]);
    expect(spool.shipping.counters.resends).toBe(1);
  });
});

describe('the spool', () => {
  let spool: Spool;
  beforeEach(() => {
    spool = new Spool({ upkeepMs: 5 });
  });
  afterEach(() => spool.close());

  const age = (step: number, milliseconds: number): void => {
    const seconds = (spool.time - milliseconds) / 1_000;
    utimesSync(dirname(spool.path(step)), seconds, seconds);
  };

  it('keeps output for a day after it was stored, and lets it go then', async () => {
    await spool.write(1, 'a');
    await spool.shipping.drain(FOREVER_MS);
    await spool.shipping.stop();
    age(1, OUTPUT_KEPT_MS - 60_000);
    spool.start();
    await spool.shipping.stop();
    expect(spool.has(1)).toBe(true);
    age(1, OUTPUT_KEPT_MS + 60_000);
    spool.start();
    await until(() => readdirSync(join(spool.folder, 'logs')).length === 0);
  });

  it('keeps what is not stored, however old it is and however full the disk', async () => {
    spool.log.fate = () => 'refused';
    await spool.write(1, 'a');
    await spool.shipping.stop();
    age(1, 10 * OUTPUT_KEPT_MS);
    const stored = join(spool.folder, 'logs/octo/other/1/build.1');
    mkdirSync(stored, { recursive: true });
    spool.free = 0;
    spool.start();
    await until(() => !existsSync(stored));
    await spool.shipping.stop();
    expect(spool.has(1)).toBe(true);
    spool.log.fate = () => 'stored';
    spool.start();
    await until(() => !spool.has(1));
    expect(await spool.received(1)).toEqual(linesOf('a'));
  });
});

function isTimedOut({ fate }: { readonly fate: string }): boolean {
  return fate === 'timed-out';
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(2);
}
