import { join } from 'node:path';
import { percentile } from '../figures.ts';
import { recorded } from '../recorded.ts';
import { time } from '../setup/processes.ts';
import { makeRepository } from '../setup/repository.ts';
import { until } from '../setup/samples.ts';
import { startServer } from '../setup/server.ts';
import type { Measure } from './context.ts';

const LEGS = 200;

/** A matrix of trivial jobs. */
function manyJobs(checkout: boolean): string {
  const legs = Array.from({ length: LEGS }, (_, leg) => leg).join(', ');
  return `on: push
jobs:
  many:
    runs-on: ubuntu-latest
    checkout: ${checkout}
    strategy: { matrix: { leg: [${legs}] } }
    steps: [{ run: 'true' }]
`;
}

/** One job with many trivial steps. */
function manySteps(steps: number): string {
  return `on: push
jobs:
  steps:
    runs-on: ubuntu-latest
    checkout: false
    steps:
${"      - run: 'true'\n".repeat(steps)}`;
}

/** Finished trivial jobs per second, and what one more step costs. */
export const jobs: Measure = {
  name: 'jobs',
  async run({ root, folder }) {
    const repository = await makeRepository(folder, 'bench/jobs');
    const server = await startServer(root, join(folder, 'data'), 4);
    try {
      await server.add(repository);
      /** Milliseconds that the run of a pushed workflow took, by its own times. */
      const runOf = async (workflow: string): Promise<number> => {
        const before = await server.completedRuns(repository);
        await repository.commitWorkflow(workflow);
        const begin = performance.now();
        await repository.push();
        await until(async () => (await server.completedRuns(repository)) > before);
        return performance.now() - begin;
      };
      await runOf(manySteps(1));
      const off = await runOf(manyJobs(false));
      const on = await runOf(manyJobs(true));
      const few: number[] = [];
      const many: number[] = [];
      for (let sample = 0; sample < 5; sample++) {
        few.push(await runOf(manySteps(1)));
        many.push(await runOf(manySteps(101)));
      }
      const step = (percentile(many, 0.5) - percentile(few, 0.5)) / 100;
      const shells: number[] = [];
      for (let sample = 0; sample < 30; sample++) shells.push(await time('bash', ['-c', 'true']));
      const shell = percentile(shells, 0.5);
      return [
        {
          measure: 'one more step (`true`)',
          figure: `${step.toFixed(1)} ms`,
          floor: `${shell.toFixed(1)} ms (spawn of bash from node)`,
          peers: recorded.oneMoreStep,
          goal: '4 ms',
        },
        {
          measure: 'trivial one-step jobs per second, checkout off / on',
          figure: `${((LEGS / off) * 1000).toFixed(0)} / ${((LEGS / on) * 1000).toFixed(0)}`,
          floor: '-',
          peers: recorded.jobsPerSecond,
          goal: '100 / 50',
        },
      ];
    } finally {
      await server.stop();
    }
  },
};
