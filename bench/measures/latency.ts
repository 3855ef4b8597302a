import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { milliseconds, percentile, type Row } from '../figures.ts';
import { recorded } from '../recorded.ts';
import { deliveryLatencies } from '../setup/delivery-latencies.ts';
import { onKafka } from '../setup/kafka.ts';
import { run, time, wallClock } from '../setup/processes.ts';
import { makeRepository, type SampleRepository } from '../setup/repository.ts';
import { clockWorkflow, readClock } from '../setup/samples.ts';
import type { ServerClient } from '../setup/server-client.ts';
import { startServer } from '../setup/server.ts';
import type { BenchContext, Measure } from './context.ts';

const SAMPLES = 60;
const WARM_UP = 5;

/** Milliseconds until the first step's process. */
interface Latencies {
  readonly deliveries: readonly number[];
  readonly pushes: readonly number[];
}

/**
 * Delivery accepted -> first step's process, and `git push` -> first step's process, both with a warm mirror: in one
 * process on the embedded log, and through Kafka with a process for each part.
 */
export const latency: Measure = {
  name: 'latency',
  async run(context) {
    const embedded = await embeddedLatencies(context);
    const floor = await measureFloor(context.folder);
    const rows: Row[] = [
      {
        measure: 'delivery sent -> first step (fetch, checkout)',
        figure: milliseconds(embedded.deliveries),
        floor: `${floor.delivery.toFixed(1)} ms (fetch + checkout + bash)`,
        peers: recorded.deliveryToStep,
        goal: '32 ms, p99 80',
      },
      {
        measure: 'git push starts -> first step (hook included)',
        figure: milliseconds(embedded.pushes),
        floor: `${(floor.delivery + floor.push).toFixed(1)} ms (push + the above)`,
        peers: recorded.pushToStep,
        goal: '60 ms',
      },
    ];
    return [...rows, ...(await kafkaRows(context, embedded))];
  },
};

async function embeddedLatencies({ root, folder }: BenchContext): Promise<Latencies> {
  const server = await startServer(root, join(folder, 'data'), 2);
  try {
    return await measureLatencies(server, join(folder, 'embedded'));
  } finally {
    await server.stop();
  }
}

/** The same through Kafka, beside the embedded figures. */
function kafkaRows(context: BenchContext, embedded: Latencies): Promise<readonly Row[]> {
  const name = 'through Kafka, separate processes';
  const size = { orchestrators: 1, workers: 1, capacity: 2, partitions: 1 };
  return onKafka(context, `delivery sent -> first step, ${name}`, size, async ({ client }) => {
    const { deliveries, pushes } = await measureLatencies(client, join(context.folder, 'kafka'));
    return [
      {
        measure: `delivery sent -> first step, ${name}`,
        figure: milliseconds(deliveries),
        floor: `${milliseconds(embedded.deliveries)} embedded`,
        peers: '-',
        goal: '80 ms',
      },
      {
        measure: `git push starts -> first step, ${name}`,
        figure: milliseconds(pushes),
        floor: `${milliseconds(embedded.pushes)} embedded`,
        peers: '-',
        goal: '-',
      },
    ];
  });
}

async function measureLatencies(server: ServerClient, folder: string): Promise<Latencies> {
  const clocks = join(folder, 'clocks');
  await mkdir(clocks, { recursive: true });
  const repository = await makeRepository(folder, 'bench/latency');
  const head = await repository.commitWorkflow(clockWorkflow(clocks));
  await repository.push();
  await server.add(repository);
  // Pushed without the hook's help: the webhook alone is measured here.
  await run('git', ['config', 'core.hooksPath', '/dev/null'], repository.bare);
  const deliveries = await deliveryLatencies(
    server,
    { repository, head, clocks },
    { samples: SAMPLES, warmUp: WARM_UP },
  );
  await run('git', ['config', '--unset', 'core.hooksPath'], repository.bare);
  const pushes: number[] = [];
  for (let sample = 0; sample < SAMPLES / 2 + WARM_UP; sample++) {
    const sha = await repository.commit();
    await wait(20);
    const begin = wallClock();
    const pushed = repository.push();
    const latencyMs = (await readClock(join(clocks, sha))) - begin;
    if (sample >= WARM_UP) pushes.push(latencyMs);
    await pushed;
    await wait(30);
  }
  return { deliveries, pushes };
}

/** Medians of what git and bash need by themselves: fetch, checkout of 20 files, start of bash; and a push. */
async function measureFloor(folder: string): Promise<{ readonly delivery: number; readonly push: number }> {
  const plain: SampleRepository = await makeRepository(folder, 'bench/floor');
  const mirror = join(folder, 'mirror.git');
  await run('git', ['init', '-q', '--bare', mirror]);
  const fetches: number[] = [];
  const checkouts: number[] = [];
  const shells: number[] = [];
  const pushes: number[] = [];
  for (let sample = 0; sample < 20; sample++) {
    const sha = await plain.commit();
    pushes.push(await time('git', ['push', '-q', 'origin', 'main'], plain.clone));
    fetches.push(await time('git', ['fetch', '-q', plain.bare, `+${sha}:refs/runbook/${sha}`], mirror));
    const target = join(folder, `floor-${sample}`);
    await mkdir(target);
    checkouts.push(
      await time(
        'git',
        ['--git-dir', mirror, '--work-tree', target, 'checkout', '-q', '-f', sha, '--', '.'],
        plain.clone,
      ),
    );
    shells.push(await time('bash', ['-c', 'true']));
  }
  const median = (samples: number[]) => percentile(samples, 0.5);
  return { delivery: median(fetches) + median(checkouts) + median(shells), push: median(pushes) };
}
