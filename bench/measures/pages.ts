import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { milliseconds, percentile, type Row } from '../figures.ts';
import { deliveryLatencies } from '../setup/delivery-latencies.ts';
import { followLines } from '../setup/printed-lines.ts';
import { run } from '../setup/processes.ts';
import { makeRepository } from '../setup/repository.ts';
import { clockWorkflow, until } from '../setup/samples.ts';
import { startServer, type BenchServer } from '../setup/server.ts';
import { openStreams } from '../setup/stream-readers.ts';
import type { BenchContext, Measure } from './context.ts';

const PAGES = 500;
const ROUNDS = 4;
/** Of a round. */
const SAMPLES = { samples: 12, warmUp: 1 };

/** What 500 open pages cost everybody else: a delivery until its first step, and a line until it can be read. */
export const pages: Measure = {
  name: 'pages',
  async run({ root, folder }) {
    const server = await startServer(root, join(folder, 'data'), 2);
    try {
      return [...(await deliveryRows(server, folder)), ...(await lineRows(server, folder))];
    } finally {
      await server.stop();
    }
  },
};

async function deliveryRows(server: BenchServer, folder: BenchContext['folder']): Promise<readonly Row[]> {
  const clocks = join(folder, 'clocks');
  await mkdir(clocks, { recursive: true });
  const repository = await makeRepository(folder, 'bench/pages');
  const head = await repository.commitWorkflow(clockWorkflow(clocks));
  await repository.push();
  await server.add(repository);
  await run('git', ['config', 'core.hooksPath', '/dev/null'], repository.bare);
  const place = { repository, head, clocks };
  await deliveryLatencies(server, place, { samples: 0, warmUp: 5 });
  // A third each on the list of runs, on a repository's page and on a run's page.
  const filters = ['', `?repository=${repository.name}`, '?run=1024'];
  const queries = Array.from({ length: PAGES }, (_, page) => filters[page % filters.length] ?? '');
  const alone: number[] = [];
  const watched: number[] = [];
  // By turns: what else the machine does meets both alike.
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(...(await deliveryLatencies(server, place, SAMPLES)));
    const readers = await openStreams(server.url, queries);
    watched.push(...(await deliveryLatencies(server, place, SAMPLES)));
    const told = readers.count('run') + readers.count('job') + readers.count('step');
    readers.end();
    if (told < PAGES * SAMPLES.samples) throw new Error(`The pages were told only ${told} times.`);
  }
  return [rowOf('delivery sent -> first step', alone, watched)];
}

async function lineRows(server: BenchServer, folder: BenchContext['folder']): Promise<readonly Row[]> {
  const repository = await makeRepository(folder, 'bench/lines');
  await server.add(repository);
  const alone = await followLines(server, repository);
  await until(async () => (await server.completedRuns(repository)) > 0);
  const watched = await followLines(server, repository, async (job) => {
    const readers = await openStreams(
      server.url,
      Array.from({ length: PAGES }, () => `?log=${job}/2`),
    );
    return () => {
      const told = readers.count('log');
      readers.end();
      if (told < PAGES) throw new Error(`The pages were told of the log only ${told} times.`);
    };
  });
  return [rowOf('line printed -> readable, its log', alone, watched)];
}

function rowOf(what: string, alone: readonly number[], watched: readonly number[]): Row {
  const ratio = percentile(watched, 0.5) / percentile(alone, 0.5);
  return {
    measure: `${what} on ${PAGES} open pages`,
    figure: `${milliseconds(watched)}, ${ratio.toFixed(2)} times`,
    floor: `${milliseconds(alone)} without pages`,
    peers: '-',
    goal: '1.2 times',
  };
}
