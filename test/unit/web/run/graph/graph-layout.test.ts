import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphJobShape } from '../../../../../src/server/shapes/index.ts';
import { ColumnOrders } from '../../../../../src/web/pages/run/graph/column-order.ts';
import { graphLevel } from '../../../../../src/web/pages/run/graph/graph-level.ts';
import { type GraphLayout, layoutGraph } from '../../../../../src/web/pages/run/graph/graph-layout.ts';
import { MARGIN } from '../../../../../src/web/pages/run/graph/measures.ts';
import { jobTree } from '../../../../../src/web/pages/run/jobs/job-tree.ts';
import { job, leg } from '../shapes.ts';

const laidOut = (jobs: readonly GraphJobShape[]): GraphLayout =>
  layoutGraph(graphLevel(jobTree(jobs), jobs), new ColumnOrders());
const matrix = (count: number) => Array.from({ length: count }, (_, index) => leg(`Test (${index})`));

describe('The graph of jobs', () => {
  it('goes from left to right, in the order of the file where needs leave it open', () => {
    const { jobs } = laidOut([
      job('build'),
      job('lint', { needs: ['build'] }),
      job('test', { needs: ['build'] }),
      job('deploy', { needs: ['lint', 'test'] }),
    ]);
    expect(jobs.map(({ box }) => box.id)).toEqual(['build', 'lint', 'test', 'deploy']);
    const [build, lint, test, deploy] = jobs.map(({ x }) => x);
    expect(lint).toBe(test);
    expect(lint).toBeGreaterThan(build ?? 0);
    expect(deploy).toBeGreaterThan(lint ?? 0);
  });

  it('draws what was passed through, what is open and what never comes apart', () => {
    const ended = { legs: [leg('x')] };
    const skipped = { legs: [leg('y', { conclusion: 'skipped' })], conclusion: 'skipped' } as const;
    const { edges } = laidOut([
      job('a', ended),
      job('b', { needs: ['a'], ...ended }),
      job('c', { needs: ['a'], ...skipped }),
      job('d', { needs: ['b', 'e'] }),
      job('e'),
    ]);
    expect(edges.map(({ edge: { from, to, progress } }) => `${from} ${to} ${progress}`)).toEqual([
      'a b passed',
      'a c blocked',
      'b d passed',
      'e d open',
    ]);
  });

  it('frames the jobs of a called workflow, and draws what it needs to the frame', () => {
    const { jobs, calls, edges } = laidOut([
      job('build'),
      job('deploy/plan', { name: 'Deploy / Plan', needs: ['build'] }),
      job('deploy/apply', { name: 'Deploy / Apply', needs: ['deploy/plan'] }),
      job('done', { needs: ['deploy/apply'] }),
    ]);
    expect(edges.map(({ edge: { from, to } }) => `${from} ${to}`).sort()).toEqual([
      'build deploy/',
      'deploy/ done',
      'deploy/plan deploy/apply',
    ]);
    const [frame] = calls;
    expect(frame?.box.name).toBe('Deploy');
    if (frame === undefined) return;
    for (const { box, x, y } of jobs.filter(({ box: { id } }) => id.startsWith('deploy/'))) {
      expect(x).toBeGreaterThan(frame.x);
      expect(y).toBeGreaterThan(frame.y);
      expect(x + box.width).toBeLessThan(frame.x + frame.box.width);
      expect(y + box.height).toBeLessThan(frame.y + frame.box.height);
    }
  });

  it('has the size that was known before it was laid out', () => {
    const shape = [
      job('a', { legs: matrix(3) }),
      job('b', { needs: ['a'], legs: matrix(256) }),
      job('c', { needs: ['a'] }),
      job('d', { needs: ['b'] }),
      job('e', { needs: ['d', 'c'] }),
    ];
    const level = graphLevel(jobTree(shape), shape);
    const layout = layoutGraph(level, new ColumnOrders());
    const right = Math.max(...layout.jobs.map(({ box, x }) => x + box.width));
    expect(right).toBe(layout.width - MARGIN);
    expect(layout.width).toBe(level.width + 2 * MARGIN);
    expect(layout.height).toBe(level.height + 2 * MARGIN);
  });

  it('keeps its order while jobs go on', () => {
    const orders = new ColumnOrders();
    const orderOf = (status: GraphJobShape['status']) => {
      const jobs = [job('a', { status }), job('b', { needs: ['a'] })];
      return orders.of(graphLevel(jobTree(jobs), jobs));
    };
    expect(orderOf('in_progress')).toBe(orderOf('completed'));
  });

  it('lists the legs of a small matrix, and grows no further with those of a large one', () => {
    const heightOf = (count: number) => laidOut([job('a', { legs: matrix(count) })]).jobs[0]?.box.height ?? 0;
    expect(heightOf(6)).toBeGreaterThan(heightOf(2));
    expect(heightOf(7)).toBeLessThan(heightOf(2));
    expect(heightOf(256)).toBe(heightOf(7));
  });

  it('never puts a job on another or outside, whatever needs what', () => {
    fc.assert(
      fc.property(arbitraryJobs(), (jobs) => {
        const layout = laidOut(jobs);
        expect(layout.jobs).toHaveLength(jobs.length);
        for (const [index, one] of layout.jobs.entries()) {
          expect(one.x).toBeGreaterThanOrEqual(MARGIN);
          expect(one.y).toBeGreaterThanOrEqual(MARGIN);
          expect(one.x + one.box.width).toBeLessThanOrEqual(layout.width - MARGIN);
          expect(one.y + one.box.height).toBeLessThanOrEqual(layout.height - MARGIN);
          for (const other of layout.jobs.slice(index + 1)) {
            const isBeside = one.x + one.box.width <= other.x || other.x + other.box.width <= one.x;
            const isBelow = one.y + one.box.height <= other.y || other.y + other.box.height <= one.y;
            expect(isBeside || isBelow).toBe(true);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** Up to 20 jobs, some in calls, that need any of those before them. */
function arbitraryJobs(): fc.Arbitrary<readonly GraphJobShape[]> {
  const one = fc.record({
    call: fc.constantFrom('', 'x/', 'y/'),
    needs: fc.array(fc.nat(19), { maxLength: 4 }),
    legs: fc.integer({ min: 0, max: 9 }),
  });
  return fc.array(one, { minLength: 1, maxLength: 20 }).map((all) => {
    const keys = all.map(({ call }, index) => `${call}j${index}`);
    // Between calls no needs: they could go in a circle, which no workflow can.
    return all.map(({ call, needs, legs }, index) =>
      job(keys[index] ?? '', {
        legs: matrix(legs),
        needs: [...new Set(needs)].flatMap((need) => {
          const key = need < index ? keys[need] : undefined;
          return key !== undefined && all[need]?.call === call ? [key] : [];
        }),
      }),
    );
  });
}
