import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RepositoryName, RunId } from '../../../src/events/index.ts';
import { type RunFileWriterOptions, startRunFileWriter } from '../../../src/server/index.ts';
import { readRunDocument, RunFiles, RunIndex } from '../../../src/store/index.ts';
import { job, REPOSITORY, workflow } from '../orchestrator/definitions.ts';
import { foldedOf, Ledger } from '../orchestrator/ledger.ts';

const caughtUp = Promise.resolve();

let folder: string;
let files: RunFiles;
let index: RunIndex;
let ledger: Ledger;
let lines: { readonly msg: string; readonly runs: number; readonly err: { readonly message: string } }[];
const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runbook-writer-'));
  files = new RunFiles(join(folder, 'logs'));
  index = new RunIndex(join(folder, 'index.db'));
  ledger = new Ledger();
  lines = [];
});
afterEach(async () => {
  index.close();
  await rm(folder, { recursive: true, force: true });
});

function finishRuns(count: number): RunId[] {
  return Array.from({ length: count }, () => {
    const run = ledger.push(workflow([job('build')]));
    ledger.finish('build');
    return run;
  });
}

function project(): void {
  index.project(foldedOf(ledger));
}

const start = (rest: Partial<RunFileWriterOptions> = {}) =>
  startRunFileWriter({ index, files, caughtUp, logger, firstPauseMs: 1, ...rest });

async function documentOf(number: number) {
  return readRunDocument(await readFile(files.path(REPOSITORY, number), 'utf8'));
}

const unwritten = (): number => index.runFiles.unwritten(0, 1_000).length;
const allWritten = (): Promise<void> => expect.poll(unwritten).toBe(0);

/** Files on a disk that takes nothing while `isFull`, as a whole or for some runs. */
class FullDisk {
  isFull: (number: number) => boolean = () => true;
  readonly tried: number[] = [];

  async write(repository: RepositoryName, number: number, content: string): Promise<void> {
    this.tried.push(number);
    if (this.isFull(number)) throw new Error('ENOSPC: no space left on device');
    await files.write(repository, number, content);
  }

  remove(repository: RepositoryName, number: number): Promise<void> {
    return files.remove(repository, number);
  }
}

describe('the writer of run.json', () => {
  it('writes a run once it is over, and again when a rerun of it is', async () => {
    const writer = start();
    const [run] = finishRuns(1);
    project();
    await allWritten();
    const first = await documentOf(1);
    const completed = ledger.entries.find(({ event }) => event.type === 'run_completed');
    expect(first).toMatchObject({ run, partition: 0, offset: completed?.offset });
    ledger.rerun(run!, 'all');
    project();
    expect(unwritten()).toBe(0);
    ledger.finish('build', 'failure');
    project();
    await allWritten();
    const second = await documentOf(1);
    expect(second.offset).toBeGreaterThan(first.offset);
    expect(second.rows.attempts).toHaveLength(2);
    await writer.stop();
  });

  it('does not hold up the projection, nor look before the log was read', async () => {
    let read = (): void => undefined;
    const writer = start({
      caughtUp: new Promise((resolve) => {
        read = resolve;
      }),
    });
    finishRuns(3);
    project();
    expect(unwritten()).toBe(3);
    read();
    await allWritten();
    expect(await documentOf(3)).toMatchObject({ number: 3 });
    await writer.stop();
  });

  it('writes after a start what a kill between the projection and the file left out', async () => {
    finishRuns(50);
    project();
    // Nothing is told to anybody: the process is gone.
    index.close();
    index = new RunIndex(join(folder, 'index.db'));
    expect(unwritten()).toBe(50);
    const writer = start();
    await allWritten();
    for (const number of [1, 20, 21, 50]) expect(await documentOf(number)).toMatchObject({ number });
    await writer.stop();
  });

  it('writes a file again of which the mark was lost by a kill', async () => {
    finishRuns(1);
    project();
    const [mark] = index.runFiles.unwritten(0, 1);
    await files.write(REPOSITORY, 1, index.documents.of(mark!.run, mark!.upTo) ?? '');
    const before = await documentOf(1);
    const writer = start();
    await allWritten();
    expect(await documentOf(1)).toEqual(before);
    await writer.stop();
  });

  it('says that the disk is full, and writes everything once it is not', async () => {
    const disk = new FullDisk();
    const writer = start({ files: disk });
    finishRuns(30);
    project();
    await expect.poll(() => lines.length).toBeGreaterThan(2);
    expect(lines[0]).toMatchObject({
      msg: 'run.json cannot be written; it is tried again',
      err: { message: 'ENOSPC: no space left on device' },
    });
    expect(unwritten()).toBe(30);
    // However many wait, few of them are tried each time, and all have their turn.
    expect(Math.max(...lines.map(({ runs }) => runs))).toBe(20);
    expect(new Set(disk.tried).size).toBe(30);
    disk.isFull = () => false;
    await allWritten();
    for (let number = 1; number <= 30; number += 1)
      expect(await documentOf(number)).toMatchObject({ number });
    await writer.stop();
  });

  it('writes the others where one cannot be written', async () => {
    const disk = new FullDisk();
    disk.isFull = (number) => number === 2;
    const writer = start({ files: disk });
    finishRuns(25);
    project();
    await expect.poll(unwritten).toBe(1);
    expect(existsSync(files.path(REPOSITORY, 25))).toBe(true);
    finishRuns(1);
    project();
    await expect.poll(() => existsSync(files.path(REPOSITORY, 26))).toBe(true);
    disk.isFull = () => false;
    await allWritten();
    expect(await documentOf(2)).toMatchObject({ number: 2 });
    await writer.stop();
  });

  it('writes what is missing when it stops', async () => {
    const disk = new FullDisk();
    const writer = start({ files: disk, firstPauseMs: 1_000_000 });
    finishRuns(3);
    project();
    await expect.poll(() => lines.length).toBe(1);
    disk.isFull = () => false;
    await writer.stop();
    expect(unwritten()).toBe(0);
  });

  it('leaves nothing of a run that was removed while its file was written', async () => {
    const [run] = finishRuns(1);
    project();
    const writer = start({
      files: {
        write: async (repository, number, content) => {
          await files.write(repository, number, content);
          index.expired.remove(run!);
        },
        remove: (repository, number) => files.remove(repository, number),
      },
    });
    await expect.poll(() => index.runs.get(run!)).toBeNull();
    await expect.poll(() => existsSync(join(folder, 'logs', REPOSITORY, '1'))).toBe(false);
    await writer.stop();
    expect(unwritten()).toBe(0);
  });

  it('leaves the next file to a run that began again while its file was written', async () => {
    const [run] = finishRuns(1);
    project();
    let isFirst = true;
    const writer = start({
      files: {
        write: async (repository, number, content) => {
          await files.write(repository, number, content);
          if (!isFirst) return;
          isFirst = false;
          ledger.rerun(run!, 'all');
          ledger.finish('build');
          project();
        },
        remove: (repository, number) => files.remove(repository, number),
      },
    });
    await expect.poll(async () => (await documentOf(1).catch(() => null))?.rows.attempts.length).toBe(2);
    await allWritten();
    await writer.stop();
  });
});
