import { describe, expect, it, vi } from 'vitest';
import { type Draft, stamp } from '../../../src/events/index.ts';
import { ChangeFeed, type ToldChanges } from '../../../src/server/stream/change-feed.ts';
import { positionText, readPosition } from '../../../src/server/stream/position.ts';
import { RunIndex } from '../../../src/store/index.ts';
import { REPOSITORY } from './installation.ts';

function project(index: RunIndex, offset: number, partition = 0): void {
  const draft: Draft = {
    type: 'dispatch_requested',
    repository: REPOSITORY,
    delivery: `delivery-${partition}-${offset}` as never,
    workflow: 'ci.yml',
    ref: '',
    inputs: {},
    actor: 'mona',
  };
  const event = stamp(draft, { by: 'test', now: offset });
  index.project([{ partition, offset, timestamp: offset, event, counted: true }]);
}

describe('the changes kept for readers that come back', () => {
  it('are those after their position, in order', () => {
    const index = new RunIndex(':memory:');
    const feed = new ChangeFeed(index, { gatherMs: 0 });
    for (const offset of [3, 4, 5]) project(index, offset);
    project(index, 7, 1);
    const places = feed.since(new Map([[0, 3]]))?.map(({ partition, offset }) => [partition, offset]);
    expect(places).toEqual([
      [0, 4],
      [0, 5],
      [1, 7],
    ]);
    expect(feed.since(new Map())).toHaveLength(4);
    index.close();
  });

  it('are bounded, and a reader who missed dropped ones is told so', () => {
    const index = new RunIndex(':memory:');
    const feed = new ChangeFeed(index, { most: 2, gatherMs: 0 });
    for (const offset of [1, 2, 3, 4]) project(index, offset);
    expect(feed.since(new Map([[0, 1]]))).toBeNull();
    expect(feed.since(new Map())).toBeNull();
    expect(feed.since(new Map([[0, 2]]))).toHaveLength(2);
    index.close();
  });

  it('are not known from before the start', () => {
    const index = new RunIndex(':memory:');
    project(index, 8);
    const feed = new ChangeFeed(index, { gatherMs: 0 });
    expect(feed.since(new Map([[0, 7]]))).toBeNull();
    expect(feed.since(new Map([[0, 8]]))).toEqual([]);
    index.close();
  });
});

describe('changes that follow on each other', () => {
  it('are told together, and not known before', () => {
    vi.useFakeTimers();
    const index = new RunIndex(':memory:');
    const feed = new ChangeFeed(index);
    const heard: ToldChanges[] = [];
    feed.listen((told) => heard.push(told));
    for (const offset of [3, 4]) project(index, offset);
    expect(feed.position).toEqual(new Map());
    expect(feed.since(new Map())).toEqual([]);
    vi.advanceTimersByTime(1_000);
    project(index, 5);
    vi.advanceTimersByTime(1_000);
    expect(heard.map(({ after, changes }) => [after.get(0), changes.map(({ offset }) => offset)])).toEqual([
      [undefined, [3, 4]],
      [4, [5]],
    ]);
    expect(feed.position).toEqual(new Map([[0, 5]]));
    project(index, 6);
    feed.close();
    vi.advanceTimersByTime(1_000);
    expect(heard).toHaveLength(2);
    index.close();
    vi.useRealTimers();
  });
});

describe('the changes of an index that is made anew', () => {
  it('are forgotten, and whoever listens is told to look at everything', () => {
    const index = new RunIndex(':memory:');
    const feed = new ChangeFeed(index, { gatherMs: 0 });
    project(index, 3);
    const heard: unknown[] = [];
    feed.listen(({ changes }) => heard.push(...changes));
    index.beginAnew();
    expect(heard).toEqual([]);
    const fold = { offset: 7, timestamp: null, state: Buffer.from('state') };
    index.adopt({ partition: 0, history: [], fold });
    expect(heard).toEqual([{ partition: 0, offset: 7, kind: 'reset', reason: 'The index was made anew.' }]);
    expect(feed.since(new Map([[0, 3]]))).toBeNull();
    expect(feed.since(new Map([[0, 7]]))).toEqual([]);
    project(index, 8);
    expect(feed.since(new Map([[0, 7]]))).toHaveLength(1);
    index.close();
  });
});

describe('a position in the stream', () => {
  it('survives being written and read', () => {
    const position = new Map([
      [0, 12],
      [7, 0],
    ]);
    expect(readPosition(positionText(position))).toEqual(position);
  });

  it('is nothing else', () => {
    for (const text of ['', '1', 'a:b', '0:1,', '0:-1', '0:1;1:2', '99999:1'])
      expect(readPosition(text)).toBeNull();
  });
});
