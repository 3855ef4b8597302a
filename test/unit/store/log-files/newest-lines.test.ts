import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryName } from '../../../../src/events/index.ts';
import { LogFiles, RECEIVED_LOGS, type StepLogRef } from '../../../../src/store/index.ts';

const ref: StepLogRef = {
  repository: repositoryName('octo/widgets'),
  runNumber: 1,
  folder: 'build.1',
  file: '02-test.log',
};

let root: string;
let files: LogFiles;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runbook-newest-'));
  files = new LogFiles(root);
  mkdirSync(dirname(files.path(ref)), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the newest lines of a log', () => {
  it('are as many whole ones as fit, none before the first that is wanted', async () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replaceAll('\n', ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 30 }),
        fc.nat(35),
        fc.nat(20),
        fc.nat(300),
        async (lines, from, most, bytes) => {
          writeFileSync(files.path(ref), lines.map((some) => `${some}\n`).join(''));
          rmSync(files.path(ref).replace(/\.log$/, '.idx'), { force: true });
          const expected: string[] = [];
          let room = bytes;
          for (const some of lines.slice(from).toReversed()) {
            room -= Buffer.byteLength(some) + 1;
            if (room < 0 || expected.length === most) break;
            expected.unshift(some);
          }
          const read = await new LogFiles(root).newest(ref, from, { lines: most, bytes });
          const total = lines.length;
          expect(read).toMatchObject({ from: total - expected.length, lines: expected, total });
        },
      ),
    );
  });

  it('have a last one without an end only where that counts', async () => {
    writeFileSync(files.path(ref), 'one\ntwo\n');
    appendFileSync(files.path(ref), 'thr');
    const most = { lines: 2, bytes: 100 };
    expect(await files.newest(ref, 0, most)).toMatchObject({ from: 1, lines: ['two', 'thr'], total: 3 });
    const received = new LogFiles(root, RECEIVED_LOGS);
    expect(await received.newest(ref, 0, most)).toMatchObject({ from: 0, lines: ['one', 'two'], total: 2 });
  });

  it('are none of a log that is not there', async () => {
    expect(await files.newest(ref, 0, { lines: 1, bytes: 1 })).toBeNull();
  });
});

describe('a log whose index is lost', () => {
  it('is counted once for all who read it at the same time', async () => {
    const lines = Array.from({ length: 20_000 }, (_, line) => `line ${line}`);
    writeFileSync(files.path(ref), `${lines.join('\n')}\n`);
    const places = [0, 19_999, 5_000, 12_345, 999, 1_000];
    const ranges = await Promise.all(places.map((from) => files.read(ref, { from, count: 1 })));
    expect(ranges.map((range) => range?.lines)).toEqual(places.map((line) => [`line ${line}`]));
    expect(readFileSync(files.path(ref).replace(/\.log$/, '.idx'))).toHaveLength(21 * 8);
  });
});
