import { setTimeout as wait } from 'node:timers/promises';
import { wallClock } from './processes.ts';
import type { SampleRepository } from './repository.ts';
import type { BenchServer } from './server.ts';

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

/**
 * Milliseconds from bash's clock in a line to its arrival at a client that follows the log, for each of 200 lines.
 * @param meanwhile begins when the job runs; what it gives ends it
 */
export async function followLines(
  server: BenchServer,
  repository: SampleRepository,
  meanwhile: (job: number) => Promise<() => void> = () => Promise.resolve(() => undefined),
): Promise<number[]> {
  await repository.commitWorkflow(LINES);
  await repository.push();
  const job = await runningJob(server, repository);
  const end = await meanwhile(job);
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
  end();
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
