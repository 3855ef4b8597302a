import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { milliseconds, type Row } from '../figures.ts';
import { isInstalled, run, wallClock } from '../setup/processes.ts';
import { makeRepository } from '../setup/repository.ts';
import { clockWorkflow, readClock } from '../setup/samples.ts';
import type { Measure } from './context.ts';

const SAMPLES = 10;

/** Other programs, where they are on PATH, on the same task in the same run. */
export const peers: Measure = {
  name: 'peers',
  async run({ root, folder }) {
    const clocks = join(folder, 'clocks');
    await mkdir(clocks);
    return [...(await runHere(root, folder, clocks)), ...(await laminar(folder, clocks))];
  },
};

/** `runbook run` beside `act`: command started -> first step's process, on this machine without containers. */
async function runHere(root: string, folder: string, clocks: string): Promise<Row[]> {
  const repository = await makeRepository(folder, 'bench/peers');
  await repository.commitWorkflow(clockWorkflow(clocks));
  const workflow = join(repository.clone, '.runbook', 'bench.yml');
  const sampled = async (file: string, args: readonly string[]) => {
    const samples: number[] = [];
    for (let sample = 0; sample < SAMPLES; sample++) {
      const sha = await repository.commit();
      const begin = wallClock();
      await run(file, args, repository.clone);
      samples.push((await readClock(join(clocks, sha))) - begin);
    }
    return milliseconds(samples);
  };
  const ours = await sampled(process.execPath, [join(root, 'dist', 'runbook.js'), 'run', workflow]);
  const theirs = (await isInstalled('act'))
    ? `act ${await sampled('act', ['-P', 'ubuntu-latest=-self-hosted', '-W', workflow])}`
    : 'act is not on PATH';
  return [
    { measure: 'runbook run starts -> first step', figure: ours, floor: '-', peers: theirs, goal: '-' },
  ];
}

/** laminar: job queued -> its first process; no row where it is not installed. */
async function laminar(folder: string, clocks: string): Promise<Row[]> {
  if (!(await isInstalled('laminard')) || !(await isInstalled('laminarc'))) return [];
  const home = join(folder, 'laminar');
  await mkdir(join(home, 'cfg', 'jobs'), { recursive: true });
  await writeFile(
    join(home, 'cfg', 'jobs', 'clock.run'),
    `#!/bin/bash\necho $EPOCHREALTIME > ${clocks}/$SAMPLE.tmp; mv ${clocks}/$SAMPLE.tmp ${clocks}/$SAMPLE\n`,
    { mode: 0o755 },
  );
  const socket = `unix:${join(home, 'rpc.sock')}`;
  const env = {
    ...process.env,
    LAMINAR_HOME: home,
    LAMINAR_BIND_RPC: socket,
    LAMINAR_BIND_HTTP: `unix:${join(home, 'http.sock')}`,
  };
  const daemon = spawn('laminard', [], { env, stdio: 'ignore' });
  try {
    await wait(500);
    const samples: number[] = [];
    for (let sample = 0; sample < SAMPLES; sample++) {
      const begin = wallClock();
      await run('env', [`LAMINAR_HOST=${socket}`, 'laminarc', 'queue', 'clock', `SAMPLE=laminar-${sample}`]);
      samples.push((await readClock(join(clocks, `laminar-${sample}`))) - begin);
      await wait(50);
    }
    return [
      {
        measure: 'laminar: queued -> first process (no fetch)',
        figure: '-',
        floor: '-',
        peers: `laminar ${milliseconds(samples)}`,
        goal: '-',
      },
    ];
  } finally {
    daemon.kill('SIGTERM');
  }
}
