import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryName } from '../../../../src/events/index.ts';
import {
  LogFileError,
  LogFiles,
  LogPathError,
  RECEIVED_LOGS,
  type StepLogRef,
} from '../../../../src/store/index.ts';

let root: string;
let files: LogFiles;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runbook-logs-'));
  files = new LogFiles(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const ref: StepLogRef = {
  repository: repositoryName('a/b'),
  runNumber: 7,
  folder: 'build.1',
  file: '02-test.log',
};

function chunkOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}

async function write(lines: readonly string[], linesPerChunk = 100): Promise<void> {
  const writer = files.open(ref);
  for (let at = 0; at < lines.length; at += linesPerChunk) {
    const some = lines.slice(at, at + linesPerChunk);
    await writer.append(chunkOf(some), some.length);
  }
  expect(await writer.close()).toEqual({ lines: lines.length, bytes: chunkOf(lines).length });
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `line ${i} \u00e9`);
}

function offsetsInIndex(): number[] {
  const bytes = readFileSync(files.path(ref).replace(/\.log$/, '.idx'));
  return Array.from({ length: bytes.length / 8 }, (_, i) => Number(bytes.readBigUInt64LE(i * 8)));
}

describe('a written log', () => {
  it('is a plain text file for its user only, with the offset of every thousandth line beside it', async () => {
    const lines = numbered(3_500);
    await write(lines, 333);
    expect(files.path(ref)).toBe(join(root, 'a', 'b', '7', 'build.1', '02-test.log'));
    expect(readFileSync(files.path(ref), 'utf8')).toBe(lines.map((line) => `${line}\n`).join(''));
    expect(statSync(files.path(ref)).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(files.path(ref))).mode & 0o777).toBe(0o700);
    expect(offsetsInIndex()).toEqual([0, 1_000, 2_000, 3_000].map((n) => chunkOf(lines.slice(0, n)).length));
  });

  it('gives any range of lines as they were written, however they were cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 1_500 }), fc.string({ unit: 'grapheme', maxLength: 8 })),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        fc.array(fc.tuple(fc.nat(5_000), fc.nat(2_500)), { minLength: 1, maxLength: 5 }),
        async (chunks, ranges) => {
          rmSync(join(root, 'a'), { recursive: true, force: true });
          const lines: string[] = [];
          const writer = files.open(ref);
          for (const [count, content] of chunks) {
            const some = Array.from({ length: count }, (_, i) => `${i} ${content.replaceAll('\n', '')}`);
            lines.push(...some);
            await writer.append(chunkOf(some), count);
          }
          await writer.flush();
          const expectRanges = async (reader: LogFiles, complete: boolean): Promise<void> => {
            for (const [from, count] of ranges) {
              expect(await reader.read(ref, { from, count })).toEqual({
                from,
                lines: lines.slice(from, from + count),
                total: lines.length,
                bytes: chunkOf(lines).length,
                complete,
              });
            }
          };
          await expectRanges(files, false);
          await writer.close();
          await expectRanges(files, true);
          await expectRanges(new LogFiles(root), true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('holds lines longer than a block, empty lines and a lone carriage return as they are', async () => {
    const lines = ['', 'x'.repeat(300_000), 'a\rb', '', 'y'.repeat(70_000), 'end'];
    await write(lines, 2);
    expect((await files.read(ref, { from: 0, count: 10 }))?.lines).toEqual(lines);
    expect((await files.read(ref, { from: 4, count: 1 }))?.lines).toEqual([lines[4]]);
  });

  it('gives a bounded part of a range that is too large, in whole lines', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => `${i} ${'x'.repeat(500_000)}`);
    await write(lines, 1);
    const range = await files.read(ref, { from: 2, count: 40 });
    expect(range?.lines.length).toBeGreaterThanOrEqual(16);
    expect(range?.lines.length).toBeLessThan(20);
    expect(range?.lines).toEqual(lines.slice(2, 2 + (range?.lines.length ?? 0)));
    expect(range?.total).toBe(40);
  });

  it('can be empty, and is then there all the same', async () => {
    await write([]);
    expect(await files.read(ref, { from: 0, count: 5 })).toEqual({
      from: 0,
      lines: [],
      total: 0,
      bytes: 0,
      complete: true,
    });
    expect(await text(files.stream(ref)!)).toBe('');
  });

  it('is null where there is none', async () => {
    expect(await files.read(ref, { from: 0, count: 5 })).toBeNull();
    expect(await files.stat(ref)).toBeNull();
    expect(files.stream(ref)).toBeNull();
  });

  it('comes as a stream of its bytes', async () => {
    await write(['a', 'b']);
    expect(await text(files.stream(ref)!)).toBe('a\nb\n');
  });
});

describe('the index beside a log', () => {
  const lines = numbered(4_200);
  const indexFile = (): string => files.path(ref).replace(/\.log$/, '.idx');
  let intact: Buffer;
  beforeEach(async () => {
    await write(lines);
    intact = readFileSync(indexFile());
  });

  it.each<[string, () => void]>([
    ['missing', () => rmSync(indexFile())],
    ['empty', () => writeFileSync(indexFile(), '')],
    ['shorter than the log', () => truncateSync(indexFile(), 16)],
    ['cut off inside an entry', () => truncateSync(indexFile(), 21)],
    ['of a longer log', () => appendFileSync(indexFile(), Buffer.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0]))],
    ['not that of this log', () => writeFileSync(indexFile(), Buffer.from(intact).fill(1, 32, 33))],
    ['out of order', () => writeFileSync(indexFile(), Buffer.concat([intact, intact]))],
    ['garbage', () => writeFileSync(indexFile(), Buffer.alloc(40, 0xaa))],
  ])('is made again when it is %s', async (_, damage) => {
    damage();
    const reader = new LogFiles(root);
    expect(await reader.read(ref, { from: 4_150, count: 3 })).toMatchObject({
      lines: lines.slice(4_150, 4_153),
      total: 4_200,
    });
    expect(readFileSync(indexFile()).equals(intact)).toBe(true);
  });
});

describe('a log being written', () => {
  it('shows a line to readers as soon as it is written, says so to who watches, and says when it is complete', async () => {
    const news: Promise<void>[] = [];
    const next = (): Promise<void> =>
      new Promise((resolve) => {
        const stop = files.watch(ref, () => {
          stop();
          resolve();
        });
      });
    news.push(next());
    const writer = files.open(ref);
    expect(await files.read(ref, { from: 0, count: 1 })).toMatchObject({ total: 0, complete: false });
    void writer.append(chunkOf(['one']), 1);
    await news[0];
    expect(await files.read(ref, { from: 0, count: 9 })).toMatchObject({ lines: ['one'], complete: false });
    const second = next();
    void writer.append(chunkOf(['two']), 1);
    await second;
    expect(await files.stat(ref)).toEqual({ lines: 2, bytes: 8, complete: false });
    const third = next();
    await writer.close();
    await third;
    expect(await files.stat(ref)).toEqual({ lines: 2, bytes: 8, complete: true });
  });

  it('never shows part of a line, whatever is read meanwhile', async () => {
    const writer = files.open(ref);
    const lines = Array.from({ length: 20_000 }, (_, i) => `${i}:${'x'.repeat(i % 300)}:${i}`);
    const done = (async () => {
      for (let at = 0; at < lines.length; at += 50) {
        await writer.append(chunkOf(lines.slice(at, at + 50)), 50);
        if (at % 1_000 === 0) await writer.flush();
      }
      await writer.close();
    })();
    let from = 0;
    for (let complete = false; !complete || from < lines.length; ) {
      const range = await files.read(ref, { from, count: 700 });
      if (range === null) continue;
      expect(range.lines).toEqual(lines.slice(from, from + range.lines.length));
      from += range.lines.length;
      complete = range.complete;
    }
    await done;
  });

  it('asks its writer to wait while too much is not written, and loses nothing', async () => {
    const writer = files.open(ref);
    const chunk = chunkOf(Array.from({ length: 1_000 }, () => 'x'.repeat(1_000)));
    let asked = 0;
    for (let i = 0; i < 20; i++) {
      const wait = writer.append(chunk, 1_000);
      if (wait !== undefined) {
        asked += 1;
        await wait;
      }
    }
    expect(asked).toBeGreaterThan(0);
    expect(await writer.close()).toEqual({ lines: 20_000, bytes: 20 * chunk.length });
  });

  it('has one writer, which takes whole lines until it is closed', async () => {
    const writer = files.open(ref);
    expect(() => files.open(ref)).toThrow(LogFileError);
    expect(() => writer.append(Buffer.from('no line end'), 1)).toThrow(LogFileError);
    await writer.close();
    expect(() => writer.append(chunkOf(['late']), 1)).toThrow(LogFileError);
    await files.open(ref).close();
  });

  it('tells its writer where it cannot be written, at the flush and the close, and stops taking more', async () => {
    mkdirSync(join(root, 'a', 'b', '7'), { recursive: true });
    writeFileSync(join(root, 'a', 'b', '7', 'build.1'), 'a file in the way');
    const writer = files.open(ref);
    void writer.append(chunkOf(['one']), 1);
    await expect(writer.flush()).rejects.toThrow(/cannot be written/);
    void writer.append(chunkOf(['two']), 1);
    await expect(writer.close()).rejects.toThrow(LogFileError);
  });
});

describe('a log that another process began', () => {
  it('is continued at its end, a last line without line end first being ended', async () => {
    await write(numbered(1_500));
    appendFileSync(files.path(ref), 'cut of');
    expect(await files.stat(ref)).toMatchObject({ lines: 1_501, complete: true });
    expect((await files.read(ref, { from: 1_500, count: 5 }))?.lines).toEqual(['cut of']);
    const writer = new LogFiles(root).open(ref);
    void writer.append(chunkOf(['after']), 1);
    expect((await writer.close()).lines).toBe(1_502);
    expect((await files.read(ref, { from: 1_499, count: 5 }))?.lines).toEqual([
      'line 1499 \u00e9',
      'cut of',
      'after',
    ]);
  });
});

describe('a log that is sent again where it ends', () => {
  it.each([
    ['a line', numbered(1_500), 'cut of'],
    ['a long line', numbered(3), 'x'.repeat(200_000)],
    ['its first line', [], 'x'.repeat(70_000)],
    ['nothing', numbered(1_000), ''],
  ])('does not have what was cut off: %s', async (_, whole, rest) => {
    await write(whole);
    appendFileSync(files.path(ref), rest);
    const received = new LogFiles(root, RECEIVED_LOGS);
    expect(await received.read(ref, { from: 0, count: 9 })).toMatchObject({ total: whole.length });
    const writer = received.open(ref);
    await writer.opened();
    expect(writer.visible).toMatchObject({ lines: whole.length, bytes: chunkOf(whole).length });
    expect(await received.size(ref)).toBe(chunkOf(whole).length);
    void writer.append(chunkOf(['after']), 1);
    expect(await writer.close()).toMatchObject({ lines: whole.length + 1 });
    expect(readFileSync(files.path(ref), 'utf8')).toBe(chunkOf([...whole, 'after']).toString());
    expect(await received.read(ref, { from: whole.length, count: 9 })).toMatchObject({ lines: ['after'] });
  });
});

describe('a log that another process writes', () => {
  it('is read with what was added to it since the last time', async () => {
    await write(['one']);
    expect((await files.read(ref, { from: 0, count: 9 }))?.lines).toEqual(['one']);
    appendFileSync(files.path(ref), 'two\n');
    expect((await files.read(ref, { from: 0, count: 9 }))?.lines).toEqual(['one', 'two']);
    rmSync(files.path(ref));
    expect(await files.read(ref, { from: 0, count: 9 })).toBeNull();
  });
});

describe('a log over its limit', () => {
  it('keeps the whole lines within the limit and ends with a line that says so', async () => {
    files = new LogFiles(root, { limitBytes: 1_000, now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6) });
    const writer = files.open(ref);
    const lines = Array.from({ length: 30 }, (_, i) => `line ${String(i).padStart(4, '0')}`);
    for (let i = 0; i < 20; i++) await writer.append(chunkOf(lines), 30);
    const { lines: count, bytes } = await writer.close();
    const kept = readFileSync(files.path(ref), 'utf8').split('\n').slice(0, -1);
    expect(kept).toHaveLength(count);
    expect(bytes).toBe(statSync(files.path(ref)).size);
    expect(kept.slice(0, -1)).toEqual(Array.from({ length: 100 }, (_, i) => lines[i % 30]));
    expect(kept.at(-1)).toMatch(
      /^2026-01-02T03:04:05\.006Z ##\[warning\]This log has reached its limit of 1000 bytes/,
    );
  });
});

describe('a reference to a log', () => {
  it.each<Partial<Record<keyof StepLogRef, unknown>>>([
    { repository: '../b' },
    { repository: 'a/..' },
    { repository: 'a/b/c' },
    { repository: '' },
    { runNumber: 0 },
    { runNumber: 1.5 },
    { runNumber: Number.NaN },
    { folder: '..' },
    { folder: '' },
    { folder: 'a/b' },
    { folder: '.hidden' },
    { folder: 'a\0b' },
    { folder: 'run.json' },
    { file: '../x.log' },
    { file: '.log' },
    { file: 'x.idx' },
    { file: 'run.json' },
    { file: `${'x'.repeat(300)}.log` },
  ])('cannot leave the folder of the logs: %j', async (part) => {
    const bad = { ...ref, ...part } as StepLogRef;
    expect(() => files.path(bad)).toThrow(LogPathError);
    expect(() => files.open(bad)).toThrow(LogPathError);
    await expect(files.read(bad, { from: 0, count: 1 })).rejects.toThrow(LogPathError);
  });
});
