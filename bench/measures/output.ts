import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { milliseconds, percentile } from '../figures.ts';
import { recorded } from '../recorded.ts';
import { time, wallClock } from '../setup/processes.ts';
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

const LINES = `on: push
jobs:
  lines:
    runs-on: ubuntu-latest
    checkout: false
    steps:
      - run: |
          sleep 1
          for i in $(seq 200); do echo "tick $EPOCHREALTIME"; sleep 0.01; done
`;

/** Milliseconds from bash's clock in the line to its arrival at a client that follows the log. */
async function followLines(server: BenchServer, repository: SampleRepository): Promise<number[]> {
  await repository.commitWorkflow(LINES);
  await repository.push();
  const job = await runningJob(server, repository);
  const response = await server.get(`/api/jobs/${job}/steps/2/log?from=0&follow=1`);
  if (response.body === null) throw new Error('The log does not stream.');
  const samples: number[] = [];
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body) {
    const now = wallClock();
    const text = rest + decoder.decode(chunk, { stream: true });
    const complete = text.split('\n');
    rest = complete.pop() ?? '';
    for (const line of complete) {
      const printed = / tick ([\d.]+)$/.exec(line)?.[1];
      if (printed !== undefined) samples.push(now - Number(printed) * 1000);
    }
  }
  if (samples.length < 100) throw new Error(`Only ${samples.length} lines came through.`);
  return samples;
}

/** The id of the first job of the newest run, once its first declared step runs. */
async function runningJob(server: BenchServer, repository: SampleRepository): Promise<number> {
  for (let tries = 0; tries < 2_000; tries++) {
    const runs = await read(
      server,
      `/api/v3/repos/${repository.name}/actions/runs?per_page=1&status=in_progress`,
    );
    const id = /"workflow_runs":\[\{"id":(\d+)/.exec(runs)?.[1];
    if (id !== undefined) {
      const list = await read(server, `/api/v3/repos/${repository.name}/actions/runs/${id}/jobs`);
      const job = /"jobs":\[\{"id":(\d+)/.exec(list)?.[1];
      if (
        job !== undefined &&
        /"number":2,"status":"in_progress"|"status":"in_progress"[^}]*"number":2/.test(list)
      ) {
        return Number(job);
      }
    }
    await wait(5);
  }
  throw new Error('The run did not start within ten seconds.');
}

async function read(server: BenchServer, path: string): Promise<string> {
  return (await server.get(path)).text();
}

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
      await read(server, '/healthz');
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
