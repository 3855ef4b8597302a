import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runIdOf } from '../../../../src/events/index.ts';
import { RunIndex } from '../../../../src/store/index.ts';
import { job, REPOSITORY, workflow } from '../../orchestrator/definitions.ts';
import { foldedOf, Ledger, WORKER } from '../../orchestrator/ledger.ts';

let ledger: Ledger;
let index: RunIndex;
beforeEach(() => {
  ledger = new Ledger();
  index = new RunIndex(':memory:');
});
afterEach(() => index.close());

const project = () => index.project(foldedOf(ledger));
const push = () => ledger.push(workflow([job('build')]));

function step(number: number, file: string | null, bytes: number): void {
  const fact = { ...ledger.fact('build'), worker: WORKER };
  ledger.do({
    type: 'step_completed',
    ...fact,
    step: number,
    name: 'Say',
    file,
    outcome: 'success',
    conclusion: 'success',
    log: { lines: 1, bytes },
    annotations: [],
  });
}

describe('how far runbook.logs was read', () => {
  it('is kept by partition over restarts, and forgotten where the topic is another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'runbook-index-'));
    const path = join(folder, 'index.db');
    const first = new RunIndex(path);
    first.output.savePosition(0, 7);
    first.output.savePosition(3, 5_000_000_000);
    first.output.savePosition(0, 6);
    first.close();
    const second = new RunIndex(path);
    expect([...second.output.positions()]).toEqual([
      [0, 6],
      [3, 5_000_000_000],
    ]);
    second.output.forgetPositions();
    expect(second.output.positions().size).toBe(0);
    second.close();
    await rm(folder, { recursive: true });
  });

  it('is forgotten with everything else where the index is made anew', () => {
    push();
    project();
    index.output.savePosition(0, 7);
    index.beginAnew();
    expect(index.output.positions().size).toBe(0);
  });
});
describe('the logs that steps should have', () => {
  it('are those of completed steps that printed something', () => {
    const run = push();
    const id = ledger.start('build');
    const fact = { ...ledger.fact('build'), worker: WORKER };
    step(1, '01-Say.log', 80);
    step(2, null, 0);
    step(3, '03-Say.log', 0);
    ledger.do({ type: 'step_started', ...fact, step: 4, name: 'Say', file: '04-Say.log' });
    project();
    const log = {
      repository: REPOSITORY,
      run,
      runNumber: 1,
      job: id,
      worker: WORKER,
      folder: 'build.1',
      step: 1,
      file: '01-Say.log',
      bytes: 80,
      completedAt: ledger.now,
    };
    expect(index.output.log(id, 1)).toEqual(log);
    for (const other of [2, 3, 4, 5]) expect(index.output.log(id, other)).toBeNull();
    expect(index.output.logsOf(run)).toEqual([log]);
    expect(index.output.logsOf(runIdOf(999, 0))).toEqual([]);
  });

  it('are looked for in the runs that completed lately, and in those that have not', () => {
    const old = Array.from({ length: 3 }, () => {
      const run = push();
      ledger.finish('build');
      return run;
    });
    ledger.now += 1_000;
    const since = ledger.now;
    const recent = Array.from({ length: 450 }, () => {
      const run = push();
      ledger.finish('build');
      return run;
    });
    const open = Array.from({ length: 250 }, push);
    project();
    const pages = [...index.output.recentRuns(since)];
    expect(Math.max(...pages.map((page) => page.length))).toBe(200);
    expect(pages.flat()).toEqual([...recent, ...open]);
    expect([...index.output.recentRuns(0)].flat()).toEqual([...old, ...recent, ...open]);
  });
});

describe('a run that is not in the index', () => {
  it('was removed where a later one of its partition is there, and is still to come otherwise', () => {
    const runs = [push(), push()];
    project();
    expect(runs.map((run) => index.output.wasRemoved(run))).toEqual([false, false]);
    index.expired.remove(runs[0]!);
    expect(index.output.wasRemoved(runs[0]!)).toBe(true);
    expect(index.output.wasRemoved(runIdOf(1_000, 0))).toBe(false);
    // Another partition counts by itself.
    expect(index.output.wasRemoved(runIdOf(1, 1))).toBe(false);
  });
});
