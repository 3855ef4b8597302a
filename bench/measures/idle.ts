import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { readTopic } from '../../test/chaos/checker/read-topic.ts';
import type { Row } from '../figures.ts';
import { type BenchCluster, onKafka, processorSeconds } from '../setup/kafka.ts';
import { makeRepository } from '../setup/repository.ts';
import { until } from '../setup/samples.ts';
import type { BenchContext, Measure } from './context.ts';

const WORKERS = 200;
const PROCESSES = 2;
const SINGLE_JOBS = 20;
const BURST = 100;
const IDLE_MS = 10_000;
const NAME = `${WORKERS} idle workers: claims per offer, alone / of ${BURST} at once`;

function workflow(legs: number): string {
  return `on: push
jobs:
  none:
    runs-on: ubuntu-latest
    checkout: false
    strategy: { matrix: { leg: [${Array.from({ length: legs }, (_, leg) => leg).join(', ')}] } }
    steps: [{ run: 'true' }]
`;
}

/** What many idle workers cost: claims that come too late, and the broker's processor. */
export const idle: Measure = {
  name: 'idle',
  run: (context) =>
    onKafka(context, NAME, { orchestrators: 1, workers: 0, capacity: 1, partitions: 4 }, (bench) =>
      measure(context, bench),
    ),
};

async function measure({ root, folder }: BenchContext, bench: BenchCluster): Promise<readonly Row[]> {
  const { broker, client } = bench;
  const repository = await makeRepository(folder, 'bench/idle');
  await client.add(repository);
  const alone = await idleShare(bench);
  const stops = await Promise.all(
    Array.from({ length: PROCESSES }, () => startWorkers({ root, folder, brokers: broker.brokers })),
  );
  try {
    const idleWith = await idleShare(bench);
    let completed = 0;
    const runOf = async (legs: number): Promise<void> => {
      await repository.commitWorkflow(workflow(legs));
      await repository.push();
      completed += 1;
      await until(async () => (await client.completedRuns(repository)) >= completed);
    };
    // Everyone gets to know the repository, and the broker the topics.
    await runOf(BURST);
    const before = await countEvents(broker.brokers);
    const [cpu, begin] = [await processorSeconds(broker.pid), performance.now()];
    for (let job = 0; job < SINGLE_JOBS; job++) await runOf(1);
    const seconds = (performance.now() - begin) / 1_000;
    const used = (await processorSeconds(broker.pid)) - cpu - idleWith * seconds;
    const singles = await countEvents(broker.brokers);
    await runOf(BURST);
    const all = await countEvents(broker.brokers);
    return [
      {
        measure: NAME,
        figure: `${ratio(before, singles)} / ${ratio(singles, all)}`,
        floor: '1',
        peers: '-',
        goal: '-',
      },
      {
        measure: `${WORKERS} idle workers: the broker's processor, idle; per offer`,
        figure: `${percent(idleWith)} of a core; ${((used / SINGLE_JOBS) * 1_000).toFixed(0)} ms`,
        floor: `${percent(alone)} (without workers)`,
        peers: '-',
        goal: '-',
      },
    ];
  } finally {
    await Promise.all(stops.map((stop) => stop()));
  }
}

/** The broker's share of a core while nothing happens. */
async function idleShare({ broker }: BenchCluster): Promise<number> {
  await wait(2_000);
  const before = await processorSeconds(broker.pid);
  await wait(IDLE_MS);
  return ((await processorSeconds(broker.pid)) - before) / (IDLE_MS / 1_000);
}

/** Starts one process of workers; gives what ends it. */
async function startWorkers(place: {
  readonly root: string;
  readonly folder: string;
  readonly brokers: string;
}): Promise<() => Promise<void>> {
  const { root, folder, brokers } = place;
  const count = String(WORKERS / PROCESSES);
  const child = spawn(
    process.execPath,
    [join(root, 'scripts', 'run-bundled.mjs'), 'bench/idle-workers.ts', brokers, count, join(folder, 'idle')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process of idle workers ended with exit code ${code}.`);
  });
  await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  // From here on it ends when it is told to.
  ended.catch(() => undefined);
  return async () => {
    const gone = once(child, 'exit');
    child.stdin.end();
    await gone;
  };
}

interface Counts {
  readonly offers: number;
  readonly claims: number;
}

async function countEvents(brokers: string): Promise<Counts> {
  const { events } = await readTopic(brokers, 'runbook.events');
  const count = (wanted: string): number => events.filter(({ fields }) => fields.type === wanted).length;
  return { offers: count('job_offered'), claims: count('job_claimed') };
}

function ratio(before: Counts, after: Counts): string {
  return ((after.claims - before.claims) / (after.offers - before.offers)).toFixed(1);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
