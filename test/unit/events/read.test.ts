import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deliveryId,
  type Draft,
  type EarlierLeg,
  ownerId,
  type PresenceDraft,
  readEvent,
  readFeed,
  readOutput,
  readPresence,
  stamp,
  stampFeed,
  stampOutput,
  stampPresence,
} from '../../../src/events/index.ts';

import { callee, calling, job, workflow } from '../orchestrator/definitions.ts';
import { Ledger } from '../orchestrator/ledger.ts';

const edge = { by: 'test', now: Date.UTC(2026, 0, 1) };
const fact = { repository: 'octo/widgets', run: 1024, job: 2048, worker: 'w' } as never as {
  repository: never;
  run: never;
  job: never;
  worker: never;
};
const completed: Draft = {
  type: 'job_completed',
  ...fact,
  conclusion: 'success',
  outputs: { version: '1' },
  annotations: [],
};

describe('reading a record of the log', () => {
  it('gives back the event that was stamped', () => {
    const event = stamp(completed, edge);
    expect(event).toMatchObject({ v: 1, at: '2026-01-01T00:00:00.000Z', by: 'test' });
    expect(readEvent(JSON.stringify(event))).toEqual({ kind: 'event', event });
  });

  it('refuses what the fold could not rely on, and names the field', () => {
    const wrong: [string, unknown][] = [
      ['repository', '../etc'],
      ['run', 1.5],
      ['job', '2048'],
      ['worker', ''],
      ['conclusion', 'fine'],
      ['outputs', { version: 1 }],
    ];
    for (const [field, value] of wrong) {
      const text = JSON.stringify({ ...stamp(completed, edge), [field]: value });
      expect(readEvent(text)).toEqual({
        kind: 'unreadable',
        reason: `job_completed has no usable ${field}.`,
      });
    }
  });

  it('says that a newer program wrote it where version or type are not known', () => {
    const event = stamp(completed, edge);
    expect(readEvent(JSON.stringify({ ...event, v: 2 }))).toEqual({
      kind: 'newer',
      type: 'job_completed',
      v: 2,
    });
    expect(readEvent(JSON.stringify({ ...event, type: 'job_paused' }))).toMatchObject({ kind: 'newer' });
  });

  it('gives an offer with retry a version of its own, as it means something else to an older program', () => {
    const { repository, run, job } = completed;
    const leg = { index: 0, total: 1, matrix: null, failFast: true, maxParallel: null };
    const named = { key: 'a', leg, attempt: 1, runAttempt: 1, name: 'a', folder: 'a.1' };
    const terms = { labels: [], timeoutMinutes: 360, continueOnError: false, concurrency: null };
    const owner = ownerId('owner');
    const offer = { type: 'job_offered', repository, run, job, ...named, owner, ...terms } as const;
    const retry = { attempts: 2, delaySeconds: 0, backoff: 'constant', on: [75, 'timeout'] } as const;
    expect(stamp(offer, edge).v).toBe(1);
    const retried = stamp({ ...offer, retry }, edge);
    expect(retried.v).toBe(2);
    expect(readEvent(JSON.stringify(retried))).toEqual({ kind: 'event', event: retried });
    expect(readEvent(JSON.stringify({ ...retried, v: 3 })).kind).toBe('newer');
    expect(readEvent(JSON.stringify({ ...retried, retry: { attempts: 0 } })).kind).toBe('unreadable');
  });

  it('leaves a delivery that tells what can be started by hand at the version that every program reads', () => {
    const { repository } = completed;
    const handled = { type: 'delivery_handled', repository, owner: ownerId('owner') } as const;
    const outcome = { path: '.runbook/ci.yml', outcome: 'skipped', reason: 'No.', name: 'CI' } as const;
    const dispatch = { inputs: { who: { type: 'string', required: true } }, leftOut: 0 } as const;
    const inputProblems = [{ input: 'who', message: 'The input `who` is required.' }];
    const delivery = deliveryId('one');
    for (const workflows of [[outcome], [{ ...outcome, dispatch }], [{ ...outcome, inputProblems }]]) {
      const event = stamp({ ...handled, delivery, workflows }, edge);
      expect(event.v).toBe(1);
      expect(readEvent(JSON.stringify(event))).toEqual({ kind: 'event', event });
    }
  });

  it('gives a run that calls workflows a version of its own, and checks what the fold relies on', () => {
    const ledger = new Ledger();
    const file = callee('x.yml', [job('x')]);
    ledger.push(workflow([calling('a', 'x.yml')]));
    const { v, ...plain } = ledger.requested();
    const called = stamp({ ...plain, definition: { ...plain.definition, called: file } }, edge);
    expect([v, called.v]).toEqual([1, 2]);
    expect(readEvent(JSON.stringify(called)).kind).toBe('event');
    expect(readEvent(JSON.stringify({ ...called, v: 3 })).kind).toBe('newer');
    for (const wrong of [{ 'x.yml': {} }, { 'x.yml': { jobs: [{ id: 'x', needs: [], call: {} }] } }, []]) {
      const definition = { ...plain.definition, called: wrong };
      expect(readEvent(JSON.stringify({ ...called, definition })).kind).toBe('unreadable');
    }
  });

  it('gives a rerun that counts legs of earlier attempts on a version of its own', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a')]));
    ledger.finish('a');
    ledger.rerun(run, 'all');
    const { v, ...plain } = ledger.events('rerun_requested')[0]!;
    const rerunWith = (earlier: EarlierLeg[]) =>
      stamp({ ...plain, pinned: { ...plain.pinned, earlier } }, edge);
    const counted = rerunWith([{ key: 'b', leg: 0, attempt: 1, folder: 'b.1' }]);
    expect([v, rerunWith([]).v, counted.v]).toEqual([1, 1, 2]);
    expect(readEvent(JSON.stringify(counted))).toEqual({ kind: 'event', event: counted });
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readEvent(text).kind).toBe('unreadable');
      }),
    );
  });

  it('never throws on an event of which any part was replaced', () => {
    const event = stamp(completed, edge);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(event)), fc.jsonValue(), (field, value) => {
        expect(() => readEvent(JSON.stringify({ ...event, [field]: value }))).not.toThrow();
      }),
    );
  });

  it('refuses a leg outside its matrix', () => {
    const leg = { index: 2, total: 2, matrix: null, failFast: true, maxParallel: null };
    const introduction = { key: 'a', leg, attempt: 1, runAttempt: 1, name: 'a', folder: 'a.1' };
    const { worker, ...ofJob } = fact;
    const skipped = stamp(
      { type: 'job_skipped', ...ofJob, ...introduction, owner: worker, reason: '' },
      edge,
    );
    expect(readEvent(JSON.stringify(skipped))).toMatchObject({ kind: 'unreadable' });
  });
});

describe('reading the feeds', () => {
  it('knows records of runbook.jobs', () => {
    const { worker, ...ofJob } = fact;
    const record = stampFeed({ type: 'job_confirmed', ...ofJob, worker }, edge);
    expect(readFeed(JSON.stringify(record))).toEqual({ kind: 'event', event: record });
    expect(readFeed(JSON.stringify({ ...record, worker: 7 }))).toMatchObject({ kind: 'unreadable' });
  });

  it('knows records of runbook.logs, and refuses those that no file could take', () => {
    const log = { runNumber: 1, folder: 'build.1', step: 2, file: '02-Test.log' };
    const record = stampOutput({ type: 'step_output', ...fact, ...log, offset: 0, text: 'one\ntwo\n' }, edge);
    expect(readOutput(JSON.stringify(record))).toEqual({ kind: 'event', event: record });
    const wrong: [string, unknown][] = [
      ['offset', -1],
      ['offset', 1.5],
      ['offset', 2 ** 53],
      ['text', 'one\ntwo'],
      ['text', ''],
      ['runNumber', 0],
      ['step', '2'],
      ['file', null],
    ];
    for (const [field, value] of wrong)
      expect(readOutput(JSON.stringify({ ...record, [field]: value }))).toMatchObject({ kind: 'unreadable' });
    expect(readOutput(JSON.stringify({ ...record, v: 2 }))).toMatchObject({ kind: 'newer' });
    const wanted = stampFeed({ type: 'output_wanted', ...fact, ...log, from: 0 }, edge);
    expect(readFeed(JSON.stringify(wanted))).toEqual({ kind: 'event', event: wanted });
    expect(readFeed(JSON.stringify({ ...wanted, from: null }))).toMatchObject({ kind: 'unreadable' });
  });

  it('knows records of runbook.workers', () => {
    const drafts: PresenceDraft[] = [
      { type: 'tick', owner: 'o' as never, partition: 0 },
      { type: 'worker_left', worker: 'w' as never, reason: 'It ended.' },
    ];
    for (const draft of drafts) {
      const record = stampPresence(draft, edge);
      expect(readPresence(JSON.stringify(record))).toEqual({ kind: 'event', event: record });
    }
  });
});
