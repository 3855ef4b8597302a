import { describe, expect, it } from 'vitest';
import { leftBehind, type ShownRuns, showRuns } from '../../../../../src/web/pages/runs/list/shown-runs.ts';
import { samplePage, sampleRun } from './run-sample.ts';

const FIRST = showRuns(
  null,
  {
    list: '/',
    page: 1,
    answer: samplePage(
      [3, 2, 1].map((id) => sampleRun(id)),
      3,
    ),
  },
  false,
);

function idsOf({ runs }: ShownRuns): number[] {
  return runs.map(({ id }) => id);
}

describe('The rows of the list of runs', () => {
  const withFour = samplePage(
    [4, 3, 2].map((id) => sampleRun(id)),
    4,
  );

  it('are the newest list where the reader is at its top', () => {
    const next = showRuns(FIRST, { list: '/', page: 1, answer: withFour }, false);
    expect(idsOf(next)).toEqual([4, 3, 2]);
    expect(next.waiting).toBe(0);
  });

  it('stay where the reader is further down, and the new ones are counted', () => {
    const next = showRuns(FIRST, { list: '/', page: 1, answer: withFour }, true);
    expect(idsOf(next)).toEqual([3, 2, 1]);
    expect(next.waiting).toBe(1);
  });

  it('stay held once runs wait, also when the reader comes back to the top', () => {
    const held = showRuns(FIRST, { list: '/', page: 1, answer: withFour }, true);
    const five = samplePage(
      [5, 4, 3].map((id) => sampleRun(id)),
      5,
    );
    const next = showRuns(held, { list: '/', page: 1, answer: five }, false);
    expect(idsOf(next)).toEqual([3, 2, 1]);
    expect(next.waiting).toBe(2);
  });

  it('show a change of a run in place while they are held', () => {
    const answer = samplePage([sampleRun(4), sampleRun(3, 'in_progress'), sampleRun(2)], 4);
    const next = showRuns(FIRST, { list: '/', page: 1, answer }, true);
    expect(next.runs.map(({ status }) => status)).toEqual(['in_progress', 'completed', 'completed']);
  });

  it('show a change further down at once where no run is new', () => {
    const answer = samplePage([sampleRun(3, 'in_progress'), sampleRun(2), sampleRun(1)]);
    const next = showRuns(FIRST, { list: '/', page: 1, answer }, true);
    expect(next.runs[0]?.status).toBe('in_progress');
    expect(next.waiting).toBe(0);
  });

  it('stay on a later page, where the total tells how many came', () => {
    const second = showRuns(
      null,
      { list: '/?page=2', page: 2, answer: samplePage([sampleRun(1)], 31) },
      false,
    );
    const answer = samplePage([sampleRun(2), sampleRun(1)], 32);
    const next = showRuns(second, { list: '/?page=2', page: 2, answer }, false);
    expect(idsOf(next)).toEqual([1]);
    expect(next.waiting).toBe(1);
  });

  it('count by the total where more came than a page has', () => {
    const many = samplePage(
      [103, 102, 101].map((id) => sampleRun(id)),
      103,
    );
    expect(showRuns(FIRST, { list: '/', page: 1, answer: many }, true).waiting).toBe(100);
  });

  it('do not count older runs that move up as new ones', () => {
    const full = showRuns(
      null,
      {
        list: '/',
        page: 1,
        answer: samplePage(
          [3, 2].map((id) => sampleRun(id)),
          3,
        ),
      },
      false,
    );
    const answer = samplePage(
      [3, 1].map((id) => sampleRun(id)),
      2,
    );
    const next = showRuns(full, { list: '/', page: 1, answer }, true);
    expect(idsOf(next)).toEqual([3, 1]);
    expect(next.waiting).toBe(0);
  });

  it('are those of the other filters when these change, wherever the reader is', () => {
    const next = showRuns(FIRST, { list: '/?branch=main', page: 1, answer: withFour }, true);
    expect(idsOf(next)).toEqual([4, 3, 2]);
    expect(next.waiting).toBe(0);
  });

  it('begin with the first run where there was none', () => {
    const none = showRuns(null, { list: '/', page: 1, answer: samplePage([]) }, false);
    expect(idsOf(showRuns(none, { list: '/', page: 1, answer: withFour }, true))).toEqual([4, 3, 2]);
  });
});

describe('Rows that the list has gone past', () => {
  it('are read one by one as long as they may change', () => {
    const first = showRuns(
      null,
      { list: '/', page: 1, answer: samplePage([sampleRun(2, 'in_progress'), sampleRun(1)]) },
      false,
    );
    const answer = samplePage([sampleRun(4), sampleRun(3)], 4);
    const held = showRuns(first, { list: '/', page: 1, answer }, true);
    expect(leftBehind(held, answer).map(({ id }) => id)).toEqual([2]);
  });
});
