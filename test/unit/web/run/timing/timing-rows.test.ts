import { describe, expect, it } from 'vitest';
import { timeOf, timingRows } from '../../../../../src/web/pages/run/timing/timing-rows.ts';
import { at, graph, job, leg, step } from '../shapes.ts';

const time = (seconds: number): number => Date.parse(at(seconds));

describe('A row of the timing', () => {
  it('tells when a job was queued, began and ended, and the same of its steps', () => {
    const [row] = timingRows(graph([job('a', { legs: [leg('a', { steps: [step(2, 'Build')] })] })]));
    expect(row).toMatchObject({ queuedAt: time(0), startedAt: time(1), endedAt: time(3), isKept: false });
    expect(row?.steps).toMatchObject([{ queuedAt: null, startedAt: time(1), endedAt: time(2) }]);
  });

  it('has no beginning for a job that waits, although the server names a time', () => {
    const waiting = leg('a', { status: 'queued', conclusion: null, started_at: at(0), completed_at: null });
    expect(timingRows(graph([job('a', { legs: [waiting] })]))).toMatchObject([
      { queuedAt: time(0), startedAt: null, endedAt: null },
    ]);
  });

  it('has no time for a job that was skipped, and no running time for one stopped before it began', () => {
    const legs = [leg('a', { conclusion: 'skipped' }), leg('b', { conclusion: 'cancelled' })];
    expect(timingRows(graph([job('a', { legs })]))).toMatchObject([
      { queuedAt: null, startedAt: null },
      { queuedAt: time(0), startedAt: null, endedAt: time(3) },
    ]);
  });

  it('says that a result was kept from an earlier attempt', () => {
    const legs = [leg('a', { run_attempt: 1 }), leg('b', { run_attempt: 2 })];
    const rows = timingRows(graph([job('a', { legs })], { run_attempt: 2 }));
    expect(rows.map(({ isKept }) => isKept)).toEqual([true, false]);
  });
});

describe('The time of a run', () => {
  const steps = [step(2, 'Build')];

  it('ends with its last job', () => {
    const shape = graph([
      job('a', { legs: [leg('a', { steps }), leg('b', { steps, completed_at: at(8) })] }),
    ]);
    expect(timeOf(shape, timingRows(shape), time(100))).toEqual([time(0), time(8)]);
  });

  it('goes on until now while it runs, though the clock of the browser may be behind', () => {
    const shape = graph([job('a', { legs: [leg('a', { steps })] })], { status: 'in_progress' });
    expect(timeOf(shape, timingRows(shape), time(100))).toEqual([time(0), time(100)]);
    expect(timeOf(shape, timingRows(shape), time(-5))).toEqual([time(0), time(0)]);
  });
});
