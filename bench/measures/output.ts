import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { milliseconds, percentile } from '../figures.ts';
import { recorded } from '../recorded.ts';
import { time } from '../setup/processes.ts';
import { followLines } from '../setup/printed-lines.ts';
import { makeRepository, type SampleRepository } from '../setup/repository.ts';
import { until } from '../setup/samples.ts';
import { startServer, type BenchServer } from '../setup/server.ts';
import type { Measure } from './context.ts';

const GIBIBYTE = 1024 ** 3;
/** 100 bytes with its line end. */
const FLOOD = `yes "${'x'.repeat(99)}" | head -c ${GIBIBYTE}`;

/** A line printed -> the same line read through the API; and a step that prints 1 GiB. */
export const output: Measure = {
  name: 'output',
  async run({ root, folder }) {
    const repository = await makeRepository(folder, 'bench/output');
    const server = await startServer(root, join(folder, 'data'), 2);
    try {
      await server.add(repository);
      const lines = await followLines(server, repository);
      // The log is complete before the run is: without this the flood would seem to end when that run does.
      await until(async () => (await server.completedRuns(repository)) > 0);
      const flood = await measureFlood(server, repository);
      const pipe = await time('bash', ['-c', `${FLOOD} | cat > /dev/null`]);
      return [
        {
          measure: 'line printed -> readable through the API',
          figure: milliseconds(lines),
          floor: '-',
          peers: recorded.lineToReader,
          goal: '5 ms',
        },
        {
          measure: '1 GiB in 100-byte lines: time; memory; longest stall',
          figure: `${(flood.time / 1000).toFixed(1)} s; ${(flood.memory / 1e6).toFixed(0)} MB; ${flood.stall.toFixed(0)} ms`,
          floor: `${(pipe / 1000).toFixed(1)} s (through a pipe)`,
          peers: recorded.flood,
          goal: '6 s; 200 MB; 100 ms',
        },
      ];
    } finally {
      await server.stop();
    }
  },
};

/** Prints 1 GiB in a step; meanwhile asks the API every few milliseconds and reads the server's memory. */
async function measureFlood(
  server: BenchServer,
  repository: SampleRepository,
): Promise<{ readonly time: number; readonly memory: number; readonly stall: number }> {
  const before = await server.completedRuns(repository);
  await repository.commitWorkflow(`on: push
jobs:
  flood:
    runs-on: ubuntu-latest
    checkout: false
    steps: [{ run: '${FLOOD}' }]
`);
  let memory = 0;
  const answers: number[] = [];
  const over = new AbortController();
  const begin = performance.now();
  await repository.push();
  const probe = (async () => {
    while (!over.signal.aborted) {
      const asked = performance.now();
      await (await server.get('/healthz')).text();
      answers.push(performance.now() - asked);
      memory = Math.max(memory, await server.memory());
      await wait(5);
    }
  })();
  await until(async () => (await server.completedRuns(repository)) > before);
  const time = performance.now() - begin;
  over.abort();
  await probe;
  return { time, memory, stall: percentile(answers, 1) };
}
