import { describe, expect, it } from 'vitest';
import { earlierTries, triedBefore } from '../../../../src/cli/client/earlier-tries.ts';
import type { GraphShape } from '../../../../src/server/index.ts';

/** `ids`: one for each try, oldest first; `attempts` says in which run attempt each was made. */
function leg(key: string, name: string, ids: readonly number[], attempts: readonly number[]): object {
  const tries = ids.map((id, index) => ({ id, attempt: index + 1, run_attempt: attempts[index] }));
  return { ...tries.at(-1), key, name, steps: [], earlier: tries.slice(0, -1) };
}

function graphOf(jobs: { readonly [key: string]: readonly object[] }): GraphShape {
  const shape = { run: {}, jobs: Object.entries(jobs).map(([key, legs]) => ({ key, legs })) };
  return shape as unknown as GraphShape;
}

const graph = graphOf({
  once: [leg('once', 'once', [1], [1])],
  test: [leg('test', 'test (20)', [2, 5, 7], [1, 1, 1]), leg('test', 'test (22)', [3, 6], [1, 2])],
  'call:0/build': [leg('call:0/build', 'call (1.5) / build', [4, 8], [1, 2])],
});

describe('the tries before the newest that --job names', () => {
  it.each([
    ['2', [2]],
    ['test.1', [2, 3]],
    ['test.2', [5, 6]],
    ['test.3', [7]],
    ['test (20).2', [5]],
    ['call:0/build.1', [4]],
    ['call.1', [4]],
    ['once.1', [1]],
  ])('by an id, or by a job and the number of the try: %s', (name, ids) => {
    expect(earlierTries(graph, name)).toEqual(ids);
  });

  it.each([[undefined], ['test'], ['7'], ['call (1.5)'], ['test.4'], ['other.1'], ['99'], ['.1']])(
    'are none where the newest are meant or nothing is: %s',
    (name) => {
      expect(earlierTries(graph, name)).toEqual([]);
    },
  );
});

describe('what `show` names of the tries before the newest', () => {
  it('is the last one that failed, of the first job that was tried again in this run attempt', () => {
    expect(triedBefore(graph)).toBe('test.2');
  });

  it('is nothing where only a rerun made more than one', () => {
    expect(triedBefore(graphOf({ test: [leg('test', 'test', [1, 2], [1, 2])] }))).toBeNull();
  });
});
