import * as fc from 'fast-check';
import type { JobDefinition, WorkflowDefinition } from '../../../../src/events/index.ts';
import { job, workflow } from '../definitions.ts';

const KEYS = ['a', 'b', 'c', 'd'];

/** Workflows of up to four jobs that use everything the orchestrator decides about. */
export const definitions: fc.Arbitrary<WorkflowDefinition> = fc
  .tuple(
    fc.integer({ min: 1, max: KEYS.length }).chain((size) => fc.tuple(...KEYS.slice(0, size).map(jobOf))),
    concurrency(),
  )
  .map(([jobs, group]) => workflow(jobs, group === undefined ? {} : { concurrency: group }));

function jobOf(id: string, index: number): fc.Arbitrary<JobDefinition> {
  return fc
    .record(
      {
        needs: fc.subarray(KEYS.slice(0, index)),
        if: fc.constantFrom('always()', 'failure()', 'cancelled()', '!cancelled()', 'false', "'text' != ''"),
        continueOnError: fc.constantFrom<string | boolean>(true, '${{ matrix.n == 1 }}'),
        strategy: fc.record(
          {
            matrix: fc.constantFrom({ n: [1, 2] }, { n: [1, 2, 3] }),
            failFast: fc.boolean(),
            maxParallel: fc.constantFrom(1, 2),
          },
          { requiredKeys: ['matrix'] },
        ),
        concurrency: concurrency().filter((group) => group !== undefined),
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
  return fc.option(fc.record({ group: fc.constantFrom('red', 'blue'), cancelInProgress: fc.boolean() }), {
    nil: undefined,
    freq: 2,
  });
}
