import { onKafka } from '../setup/kafka.ts';
import { makeRepository } from '../setup/repository.ts';
import { until } from '../setup/samples.ts';
import type { Measure } from './context.ts';

const CAPACITY = 4;
/** Jobs that each slot gets. */
const JOBS_PER_SLOT = 8;
const WORKERS = [1, 2, 4];
const NAME = 'jobs per second that sleep 1 s, with 1, 2, 4 workers of 4 slots';

function sleepers(jobs: number): string {
  return `on: push
jobs:
  sleepers:
    runs-on: ubuntu-latest
    checkout: false
    strategy: { matrix: { leg: [${Array.from({ length: jobs }, (_, leg) => leg).join(', ')}] } }
    steps: [{ run: sleep 1 }]
`;
}

/** Workers are added while everything goes on; each time the same number of jobs for every slot. */
export const scale: Measure = {
  name: 'scale',
  run: (context) =>
    onKafka(
      context,
      NAME,
      { orchestrators: 1, workers: 4, started: 1, capacity: CAPACITY, partitions: 4 },
      async ({ cluster, client }) => {
        const repository = await makeRepository(context.folder, 'bench/scale');
        await client.add(repository);
        const rates: number[] = [];
        for (const workers of WORKERS) {
          await cluster.startWorkers(workers);
          const rate = async (jobs: number): Promise<number> => {
            await repository.commitWorkflow(sleepers(jobs));
            const before = await client.completedRuns(repository);
            const begin = performance.now();
            await repository.push();
            await until(async () => (await client.completedRuns(repository)) > before);
            return (jobs / (performance.now() - begin)) * 1_000;
          };
          // Everyone gets to know the repository.
          await rate(workers * CAPACITY);
          rates.push(await rate(workers * CAPACITY * JOBS_PER_SLOT));
        }
        const [one = Number.NaN, , four = Number.NaN] = rates;
        const ideal = WORKERS.map((workers) => workers * CAPACITY).join(' / ');
        return [
          {
            measure: NAME,
            figure: `${rates.map((rate) => rate.toFixed(1)).join(' / ')}; 4 are ${(four / one).toFixed(2)} times 1`,
            floor: `${ideal} (the sleep alone)`,
            peers: '-',
            goal: '3.5 times',
          },
        ];
      },
    ),
};
