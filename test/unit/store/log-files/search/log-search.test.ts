import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryName } from '../../../../../src/events/index.ts';
import {
  LogFiles,
  type LogMatches,
  LogSearchBusyError,
  RECEIVED_LOGS,
  type StepLogRef,
} from '../../../../../src/store/index.ts';

const TIME = '2026-01-01T00:00:00.000Z ';
const KIBIBYTE = 1024;
const ref: StepLogRef = {
  repository: repositoryName('octo/widgets'),
  runNumber: 1,
  folder: 'build.1',
  file: '02-test.log',
};

let root: string;
let files: LogFiles;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runbook-search-'));
  files = new LogFiles(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${TIME}${line}\n`).join('');
}

function store(lines: readonly string[]): void {
  const path = files.path(ref);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, textOf(lines));
}

async function search(
  text: string,
  exact = false,
  signal = new AbortController().signal,
): Promise<LogMatches> {
  const found = await files.search(ref, { text, exact }, signal);
  if (found === null) throw new Error('There is no log.');
  return found;
}

async function linesWith(text: string, exact = false): Promise<number[]> {
  const { matches } = await search(text, exact);
  return matches.after(0, Number.MAX_SAFE_INTEGER);
}

describe('a search of a log', () => {
  it('finds the lines that hold a text, whatever case its letters are in', async () => {
    store(['An Error', 'nothing', 'TERROR', 'Straße ÉTÉ', 'straSSe été']);
    expect(await linesWith('error')).toEqual([0, 2]);
    expect(await linesWith('error', true)).toEqual([]);
    expect(await linesWith('Error', true)).toEqual([0]);
    expect(await linesWith('éTé')).toEqual([3, 4]);
    expect(await linesWith('straße')).toEqual([3]);
    expect(await linesWith('É', true)).toEqual([3]);
  });

  it('finds words in colour and parts of them, and never the codes', async () => {
    store([
      '\u001b[31mfai\u001b[1mled\u001b[0m',
      '\u001b]8;;https://example.com/\u0007a link\u001b]8;;\u001b\\',
      '\u001b(Bplain 31m',
      '\u001b]0;a title without an end',
    ]);
    expect(await linesWith('failed')).toEqual([0]);
    expect(await linesWith('31m')).toEqual([2]);
    expect(await linesWith('example')).toEqual([]);
    expect(await linesWith('a link')).toEqual([1]);
    expect(await linesWith('title')).toEqual([3]);
    expect(await linesWith('B')).toEqual([]);
  });

  it('does not look at the time in front', async () => {
    store(['at 00:00', 'no', 'Z x', 'x']);
    expect(await linesWith('2026')).toEqual([]);
    expect(await linesWith('00:00')).toEqual([0]);
    expect(await linesWith('Z x')).toEqual([2]);
    expect(await linesWith(' x')).toEqual([2]);
  });

  it('takes every character as itself', async () => {
    store(['a.b*c', 'aXb', '[x](y)', '\\d+', '^$|{1,2}/-']);
    for (const [line, text] of ['a.b*', 'aX', '[x](y)', '\\d+', '^$|{1,2}/-'].entries())
      expect(await linesWith(text)).toEqual([line]);
  });

  it('is right where blocks meet, in lines of a mebibyte and in those after them', async () => {
    const long = `${'x'.repeat(700 * KIBIBYTE)}needle${'y'.repeat(324 * KIBIBYTE)}`;
    const short = Array.from({ length: 30_000 }, (_, line) => (line % 7 === 0 ? 'a needle' : `line ${line}`));
    const lines = [...short, long, 'needle', long, ...short];
    store(lines);
    const expected = lines.flatMap((line, at) => (line.includes('needle') ? [at] : []));
    expect(await linesWith('NEEDLE')).toEqual(expected);
    expect(await linesWith('xneedley')).toEqual([30_000, 30_002]);
  });

  it('takes its time in proportion for a text that repeats itself', async () => {
    const row = 'a'.repeat(KIBIBYTE * KIBIBYTE);
    store([row, `${row}b`, 'A'.repeat(999), `${'A'.repeat(999)}b`]);
    expect(await linesWith(`${'a'.repeat(999)}b`)).toEqual([1, 3]);
    expect(await linesWith('a'.repeat(1_000))).toEqual([0, 1]);
    expect(await linesWith('A'.repeat(999), true)).toEqual([2, 3]);
  });

  it('goes on where it ended as the log grows', async () => {
    const writer = files.open(ref);
    const print = async (...lines: readonly string[]): Promise<void> => {
      await writer.append(Buffer.from(textOf(lines)), lines.length);
      await writer.flush();
    };
    expect(await search('one')).toMatchObject({ searched: 0, complete: false });
    await print('one', 'two');
    expect(await linesWith('one')).toEqual([0]);
    await print(...Array.from({ length: 2_500 }, () => 'three'), 'one more');
    expect(await linesWith('one')).toEqual([0, 2_502]);
    await writer.close();
    expect(await search('one')).toMatchObject({ searched: 2_503, lines: 2_503, complete: true });
  });

  it('looks at a last line without an end only where it counts', async () => {
    store(['one', 'two']);
    appendFileSync(files.path(ref), `${TIME}one w`);
    expect(await linesWith('one')).toEqual([0, 2]);
    files = new LogFiles(root, RECEIVED_LOGS);
    expect(await linesWith('one')).toEqual([0]);
    const writer = files.open(ref);
    await writer.append(Buffer.from(textOf(['one'])), 1);
    await writer.close();
    expect(await linesWith('one')).toEqual([0, 2]);
  });

  it('begins anew where another file lies at its place', async () => {
    store(['one', 'two']);
    expect(await linesWith('two')).toEqual([1]);
    rmSync(files.path(ref));
    store(['two', 'one', 'two']);
    expect(await linesWith('two')).toEqual([0, 2]);
  });

  it('ends when nobody waits for it any more, and others go on with it', async () => {
    store(Array.from({ length: 100_000 }, (_, line) => `line ${line}`));
    const gone = new AbortController();
    const left = search('line 9', false, gone.signal);
    const staying = search('line 9');
    gone.abort();
    await expect(left).rejects.toThrow('abort');
    expect((await staying).matches.size).toBe(11_111);
    const alone = search('line 8', false, gone.signal);
    await expect(alone).rejects.toThrow('abort');
    expect((await search('line 8')).matches.size).toBe(11_111);
  });

  it('is refused while too many wait', async () => {
    store(['one']);
    const all = Array.from({ length: 100 }, (_, at) => search(`text ${at}`));
    const results = await Promise.allSettled(all);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const reason of refused) expect(reason).toBeInstanceOf(LogSearchBusyError);
    expect(await linesWith('one')).toEqual([0]);
  });
});

describe('what a search finds', () => {
  const letter = fc.constantFrom(
    'a',
    'A',
    'b',
    'é',
    'É',
    'ß',
    'ς',
    'Σ',
    'σ',
    'K',
    'k',
    'İ',
    '日',
    '😀',
    ' ',
    '2',
  );
  const code = fc.constantFrom(
    '\u001b[31m',
    '\u001b[0m',
    '\u001b[1;38;5;9m',
    '\u001b(B',
    '\u001b]8;;a\u0007',
  );
  const line = fc
    .array(fc.oneof({ weight: 6, arbitrary: letter }, { weight: 1, arbitrary: code }), { maxLength: 12 })
    .map((parts) => parts.join(''));
  const wanted = fc.array(letter, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));

  it('is what looking at every line finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 60 }),
        // Some lines between that are longer than a block.
        fc.array(fc.nat(60), { maxLength: 2 }),
        wanted,
        fc.boolean(),
        async (short, longAt, text, exact) => {
          const lines = short.map((some, at) =>
            longAt.includes(at) ? `${some}${'-'.repeat(600 * KIBIBYTE)}${some}` : some,
          );
          rmSync(files.path(ref), { force: true });
          rmSync(files.path(ref).replace(/\.log$/, '.idx'), { force: true });
          files = new LogFiles(root);
          store(lines);
          const expected = lines.flatMap((some, at) => (holds(some, text, exact) ? [at] : []));
          expect(await linesWith(text, exact)).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});

/** Character by character, as the search is described. */
function holds(line: string, text: string, exact: boolean): boolean {
  // oxlint-disable-next-line no-control-regex -- escape sequences begin with a control character
  const shown = line.replace(/\u001b\[[\d;]*m|\u001b\(B|\u001b\]8;;a\u0007/g, '');
  const fold = (unit: string): string => {
    const upper = unit.toUpperCase();
    const isSame = exact || upper.length !== 1 || (unit > '\u007f' && upper <= '\u007f');
    return isSame ? unit : upper;
  };
  const folded = (some: string): string => some.split('').map(fold).join('');
  return folded(shown).includes(folded(text));
}
