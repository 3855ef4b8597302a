import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, boolean, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId, WorkerId } from '../../../../src/events/index.ts';
import { DatabaseTooNewError, openDatabase, RunIndex } from '../../../../src/store/index.ts';
import { job, PUSH, REPOSITORY, workflow } from '../../orchestrator/definitions.ts';
import { foldedOf, Ledger, WORKER } from '../../orchestrator/ledger.ts';
import { busyLedger, contentOf, indexOf, rejectedLedger } from './indexes.ts';

describe('the run index', () => {
  it('is the same however its events were cut into batches, repeated, or interrupted by a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'runbook-index-'));
    const events = foldedOf(busyLedger());
    const whole = new RunIndex(':memory:');
    whole.project(events);
    const expected = contentOf(whole);
    let files = 0;
    assert(
      property(array(integer({ min: 0, max: events.length })), boolean(), (cuts, restarts) => {
        files += 1;
        const path = restarts ? join(folder, `${files}.db`) : ':memory:';
        let index = new RunIndex(path);
        let start = 0;
        for (const end of [...cuts].sort((one, other) => one - other).concat(events.length)) {
          // From two events back: what is handed over again must not count again.
          index.project(events.slice(Math.max(0, start - 2), end));
          start = end;
          if (restarts) {
            index.close();
            index = new RunIndex(path);
          }
        }
        expect(contentOf(index)).toEqual(expected);
        index.close();
      }),
      { numRuns: 25 },
    );
    whole.close();
    await rm(folder, { recursive: true });
  });

  it('shows every try of a job, and of a run attempt the newest', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('build', { retry: { attempts: 3, delay: 60 } })]));
    ledger.finish('build', 'failure');
    ledger.pass(60_000);
    ledger.finish('build', 'timed_out');
    const index = indexOf(ledger);
    const shown = index.jobs.ofRun(run).map(({ folder, status, conclusion }) => [folder, status, conclusion]);
    expect(shown).toEqual([
      ['build.1', 'completed', 'failure'],
      ['build.2', 'completed', 'timed_out'],
      ['build.3', 'waiting', null],
    ]);
    expect(index.jobs.ofAttempt(run, 1)).toMatchObject([
      { folder: 'build.3', reason: expect.stringContaining('Try 2 of 3 ended as timed_out') },
    ]);
    index.close();
  });

  it('shows a job that was given back and cancelled before it was offered again', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('build')]));
    ledger.claim('build');
    const fact = ledger.fact('build');
    ledger.append({ type: 'job_returned', ...fact, worker: WORKER, reason: 'It drains.' });
    ledger.do({ type: 'cancel_requested', repository: REPOSITORY, run, actor: 'mona' });
    const index = indexOf(ledger);
    expect(index.jobs.ofRun(run)).toMatchObject([{ id: fact.job, conclusion: 'cancelled' }]);
    index.close();
  });

  it('tells its listeners of every new event once it shows it', () => {
    const ledger = new Ledger();
    const index = indexOf(ledger);
    const heard: (string | undefined)[] = [];
    const stop = index.onProjected((events) => {
      for (const { event } of events) {
        if (event.type === 'run_requested') heard.push(index.runs.get(event.run)?.status);
      }
    });
    ledger.push(workflow([job('build')]));
    index.project(foldedOf(ledger));
    index.project(foldedOf(ledger));
    expect(heard).toEqual(['queued']);
    stop();
    index.close();
  });

  it('fails what a lost worker had started, and hides attempts that it never started', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('one'), job('two')]));
    ledger.start('one');
    ledger.claim('two');
    ledger.pass(60_000, []);
    expect(ledger.events('worker_lost')).toHaveLength(1);
    const index = indexOf(ledger);
    const jobs = index.jobs.ofAttempt(run, 1);
    expect(jobs.map(({ key, attempt, status, conclusion }) => [key, attempt, status, conclusion])).toEqual([
      ['one', 1, 'completed', 'failure'],
      ['two', 2, 'queued', null],
    ]);
    expect(jobs[0]?.reason).toContain('lost');
    index.close();
  });

  it('shows a returned job as its next attempt only', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('build')]));
    ledger.claim('build');
    ledger.do({ type: 'job_returned', ...ledger.fact('build'), worker: WORKER, reason: 'It drains.' });
    const index = indexOf(ledger);
    expect(index.jobs.ofRun(run).map(({ attempt }) => attempt)).toEqual([2]);
    index.close();
  });

  it('ends the steps of a job that was ended by decision', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('build')]));
    const id = ledger.start('build');
    const fact = { ...ledger.fact('build'), worker: WORKER };
    ledger.do({ type: 'step_started', ...fact, step: 1, name: 'Sleep', file: '01-Sleep.log' });
    ledger.pass(60_000, ['worker-2' as WorkerId]);
    const index = indexOf(ledger);
    expect(index.jobs.step(id, 1)).toMatchObject({ status: 'completed', conclusion: 'failure' });
    index.close();
  });

  it('keeps a rejected file as a failed run with its errors, and a failed delivery with its reason', () => {
    const index = indexOf(rejectedLedger());
    const { runs } = index.runs.list({ status: 'failure' }, { limit: 10, offset: 0 });
    expect(runs.map(({ number, workflow: { path }, reason }) => [number, path, reason])).toEqual([
      [2, '.runbook', 'Out of reach.'],
      [1, '.runbook/a.yml', 'The workflow file is not valid.'],
    ]);
    const rejected = runs[1]?.id as RunId;
    expect(index.runs.errors(rejected)).toMatchObject([{ line: 3, message: 'Wrong.' }]);
    expect(index.runs.pinned(runs[1] as never)).toBeNull();
    expect(runs.map(({ id }) => index.runs.source(id))).toEqual([null, 'on: push\njobs:\n  build: wrong\n']);
    const { deliveries } = index.deliveries.list({ repository: REPOSITORY }, { limit: 10, offset: 0 });
    expect(deliveries.map(({ status }) => status)).toEqual(['failed', 'handled']);
    const names = index.repositories.workflows(REPOSITORY).map(({ path, name }) => [path, name]);
    expect(names).toEqual([
      ['.runbook/a.yml', 'A'],
      ['.runbook/b.yml', 'B'],
      ['.runbook/c.yml', '.runbook/c.yml'],
    ]);
    index.close();
  });

  it('pins the newest attempt of every leg, those taken over by a rerun included', () => {
    const ledger = busyLedger();
    const index = indexOf(ledger);
    const run = index.runs.byNumber(REPOSITORY, 1);
    const pinned = run === null ? null : index.runs.pinned(run);
    expect(
      pinned?.jobs.map(({ key, attempt, conclusion, outputs }) => [key, attempt, conclusion, outputs]),
    ).toEqual([
      ['build', 1, 'success', { version: '1' }],
      ['test', 2, 'success', {}],
    ]);
    expect(pinned?.requested.payload).toEqual({ pushed: 'delivery-1' });
    index.close();
  });

  it('takes names and messages with any characters', () => {
    const ledger = new Ledger();
    const text = 'a\0b\u{1F600}\ud800\'"; DROP TABLE runs; --';
    ledger.push({ ...workflow([job('build', { name: text })], { runName: text }), name: text });
    const index = indexOf(ledger);
    const run = index.runs.byNumber(REPOSITORY, 1);
    expect(run?.workflow.name).toContain('DROP TABLE');
    expect(run?.title).toContain('a\uFFFDb\u{1F600}');
    index.close();
  });

  it('lists by any combination of filters, with the right total', () => {
    const ledger = new Ledger();
    for (const _ of [1, 2, 3]) ledger.push(workflow([job('build')]));
    ledger.finish('build');
    const index = indexOf(ledger);
    const total = (filter: Parameters<typeof index.runs.list>[0]): number =>
      index.runs.list(filter, { limit: 1, offset: 0 }).total;
    expect(total({})).toBe(3);
    expect(
      total({ repository: REPOSITORY, event: 'push', branch: 'main', actor: 'mona', sha: PUSH.sha }),
    ).toBe(3);
    expect(total({ status: 'completed' }) + total({ status: 'queued' })).toBe(3);
    expect(total({ status: 'no such status' })).toBe(0);
    expect(total({ createdFrom: ledger.now, createdBefore: ledger.now + 1 })).toBe(3);
    expect(total({ createdBefore: ledger.now })).toBe(0);
    index.close();
  });

  it('leaves a file of a newer version untouched', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'runbook-index-'));
    const path = join(folder, 'index.db');
    new RunIndex(path).close();
    const newer = openDatabase(path, Array<string>(99).fill('SELECT 1'));
    newer.close();
    expect(() => new RunIndex(path)).toThrow(DatabaseTooNewError);
    await rm(folder, { recursive: true });
  });
});
