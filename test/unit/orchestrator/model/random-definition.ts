import * as fc from 'fast-check';
import type { JobDefinition, WorkflowDefinition } from '../../../../src/events/index.ts';
import { callee, calling, job, workflow } from '../definitions.ts';

const KEYS = ['a', 'b', 'c', 'd'];

const conditions = fc.constantFrom(
  'always()',
  'failure()',
  'cancelled()',
  '!cancelled()',
  'false',
  "'text' != ''",
);
const groups = fc.record({ group: fc.constantFrom('red', 'blue'), cancelInProgress: fc.boolean() });
const strategies = fc.record(
  {
    matrix: fc.constantFrom({ n: [1, 2] }, { n: [1, 2, 3] }),
    failFast: fc.boolean(),
    maxParallel: fc.constantFrom(1, 2),
  },
  { requiredKeys: ['matrix'] },
);

/** Files that may be called: `inner` has only steps, `outer` may call it. */
const INNER = '.runbook/inner.yml';
const OUTER = '.runbook/outer.yml';

/**
 * Workflows of up to four jobs, some of which call files of up to two, that use everything the orchestrator decides
 * about.
 */
export const definitions: fc.Arbitrary<WorkflowDefinition> = fc
  .record({
    jobs: jobs(KEYS.length, [OUTER, INNER]),
    outer: jobs(2, [INNER]),
    inner: jobs(2, []),
    own: concurrency(),
    called: concurrency(),
  })
  .map(({ jobs: own, outer, inner, ...group }) => {
    const outputs = { of: '${{ jobs.a.result }} ${{ inputs.n }}' };
    const inputs = { n: { type: 'number', required: false } } as const;
    const called = {
      ...callee(OUTER, outer, { inputs, outputs, ...(group.called && { concurrency: group.called }) }),
      ...callee(INNER, inner, { inputs, outputs }),
    };
    return workflow(own, { called, ...(group.own && { concurrency: group.own }) });
  });

function jobs(most: number, paths: readonly string[]): fc.Arbitrary<JobDefinition[]> {
  return fc
    .integer({ min: 1, max: most })
    .chain((size) => fc.tuple(...KEYS.slice(0, size).map((id, index) => jobOf(id, index, paths))));
}

function jobOf(id: string, index: number, paths: readonly string[]): fc.Arbitrary<JobDefinition> {
  const earlier = KEYS.slice(0, index);
  const withSteps = { arbitrary: jobWithSteps(id, earlier), weight: 3 };
  return fc.oneof(withSteps, ...paths.map((path) => ({ arbitrary: call(id, earlier, path), weight: 1 })));
}

function call(id: string, earlier: readonly string[], path: string): fc.Arbitrary<JobDefinition> {
  return fc
    .record(
      {
        needs: fc.subarray([...earlier]),
        if: conditions,
        strategy: strategies,
        concurrency: groups,
        with: fc.constantFrom({ n: 1 }, { n: '${{ matrix.n }}' }, { n: 'none' }),
      },
      { requiredKeys: ['needs'] },
    )
    .map((rest) => calling(id, path, rest));
}

function jobWithSteps(id: string, earlier: readonly string[]): fc.Arbitrary<JobDefinition> {
  return fc
    .record(
      {
        needs: fc.subarray([...earlier]),
        if: conditions,
        continueOnError: fc.constantFrom<string | boolean>(true, '${{ matrix.n == 1 }}'),
        strategy: strategies,
        concurrency: groups,
        retry: fc.record({
          attempts: fc.constantFrom<number | string>(2, 3, "${{ fromJSON('2') }}"),
          delay: fc.constantFrom<number | string>(0, '15s'),
          backoff: fc.constantFrom('constant', 'linear', 'exponential'),
          on: fc.constantFrom<NonNullable<JobDefinition['retry']>['on'] & {}>(
            ['failure', 'timeout', 'worker-lost'],
            ['worker-lost'],
            [7],
          ),
        }),
      },
      { requiredKeys: ['needs'] },
    )
    .map((rest) => job(id, rest));
}

function concurrency(): fc.Arbitrary<WorkflowDefinition['concurrency']> {
  return fc.option(groups, { nil: undefined, freq: 2 });
}
