import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { repositoryName } from '../../src/events/index.ts';
import { LogFiles, type StepLogRef } from '../../src/store/index.ts';
import { milliseconds, type Row } from '../figures.ts';
import { run, time } from '../setup/processes.ts';
import type { Measure } from './context.ts';

const LINES = 10_000_000;
const LINES_AT_ONCE = 50_000;
const REF: StepLogRef = {
  repository: repositoryName('bench/search'),
  runNumber: 1,
  folder: 'build.1',
  file: '02-flood.log',
};

/** A log of ten million lines of a hundred bytes: searching all of it, and reading it anywhere. */
export const logSearch: Measure = {
  name: 'log-search',
  async run({ folder }) {
    const files = new LogFiles(join(folder, 'logs'));
    const path = files.path(REF);
    await mkdir(join(path, '..'), { recursive: true });
    await writeLog(path);
    const gigabytes = (await stat(path)).size / 1e9;
    const first = performance.now();
    await files.stat(REF);
    const indexed = performance.now() - first;
    const rows: Row[] = [];
    for (const [name, text] of [
      ['rare', 'An ERROR'],
      ['in no line', 'zebra'],
      ['in every line', 'line'],
      ['that repeats itself', '='.repeat(40)],
    ] as const) {
      const grep = await grepTime(text, path);
      const { total, took, stall } = await searchTime(files, text);
      const again = await searchTime(files, text);
      rows.push({
        measure: `search of ${gigabytes.toFixed(2)} GB for a text ${name}; again; longest stall`,
        figure: `${took.toFixed(0)} ms (${total} lines); ${again.took.toFixed(1)} ms; ${stall.toFixed(1)} ms`,
        floor: `${grep.toFixed(0)} ms (grep -c -i -F)`,
        peers: '-',
        goal: '1 s a GB; -; 10 ms',
      });
    }
    rows.push({
      measure: `reading 200 lines anywhere of ${LINES / 1e6} million, 20 readers at once`,
      figure: milliseconds(await readTimes(files)),
      floor: `${indexed.toFixed(0)} ms to index it where the index is lost`,
      peers: '-',
      goal: '10 ms',
    });
    return rows;
  },
};

async function writeLog(path: string): Promise<void> {
  const file = await open(path, 'w');
  for (let line = 0; line < LINES; line += LINES_AT_ONCE) {
    const lines = Array.from({ length: LINES_AT_ONCE }, (_, at) => {
      const what = (line + at) % 10_000 === 0 ? 'an error' : 'all well';
      return `2026-01-01T00:00:00.000Z line ${line + at} of a long log in which ${what}`.padEnd(99, '.');
    });
    await file.write(`${lines.join('\n')}\n`);
  }
  await file.close();
}

/** Milliseconds; `cat` has brought the file into memory before. */
async function grepTime(text: string, path: string): Promise<number> {
  await run('sh', ['-c', 'cat "$0" > /dev/null', path]);
  return time('sh', ['-c', 'grep -c -i -F -- "$0" "$1" || true', text, path]);
}

async function searchTime(
  files: LogFiles,
  text: string,
): Promise<{ readonly total: number; readonly took: number; readonly stall: number }> {
  let stall = 0;
  const over = new AbortController();
  const watch = (async () => {
    for (let last = performance.now(); !over.signal.aborted; ) {
      await turn();
      const now = performance.now();
      stall = Math.max(stall, now - last);
      last = now;
    }
  })();
  const begin = performance.now();
  const found = await files.search(REF, { text, exact: false }, new AbortController().signal);
  const took = performance.now() - begin;
  over.abort();
  await watch;
  return { total: found?.matches.size ?? Number.NaN, took, stall };
}

async function readTimes(files: LogFiles): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < 20; round++) {
    const read = async (): Promise<void> => {
      const begin = performance.now();
      await files.read(REF, { from: Math.floor(Math.random() * LINES), count: 200 });
      samples.push(performance.now() - begin);
    };
    await Promise.all(Array.from({ length: 20 }, read));
  }
  return samples;
}
