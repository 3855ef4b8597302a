import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { livingProcesses, parseEntry, readLedger } from './read-ledger.ts';

const SCRIPT = fileURLToPath(new URL('../campaign/ledger.sh', import.meta.url));

/** Runs a step of a job as a worker would, with the campaign's functions; gives what it printed and its exit code. */
async function runStep(
  ledger: string,
  script: string,
  job = 3072,
): Promise<readonly [printed: string, code: number | null]> {
  const child = spawn('bash', ['-e', '-c', `. ${SCRIPT} 3; ${script}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      LEDGER: ledger,
      LEG: '1',
      GITHUB_RUN_ID: '2048',
      GITHUB_JOB: 'test',
      RUNNER_WORKSPACE: `/data/worker-2/workspaces/${job}`,
    },
  });
  const [printed] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return [printed, child.exitCode];
}

it('reads what the steps write, and knows which of their processes live', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'runbook-ledger-'));
  const ledger = join(folder, 'ledger');
  const step = `leave >/dev/null 2>&1; lines 2 0.001 2>/dev/null; note set 'a value'; note end`;
  const begin = Date.now();
  // Lines go to both outputs by turns; this is the first one's.
  expect(await runStep(ledger, step)).toEqual(['test[1] step 3 line 1\n', 0]);

  const entries = await readLedger(ledger);
  const kinds = entries.map(({ kind, text: said }) => `${kind} ${said}`.trim());
  expect(kinds).toEqual([
    'start',
    'child',
    'line test[1] step 3 line 1',
    'line test[1] step 3 line 2',
    'set a value',
    'end',
  ]);
  for (const entry of entries) {
    const { run, job, key, leg, step: number, worker, workerPid } = entry;
    expect({ run, job, key, leg, number, worker, workerPid }).toEqual({
      run: 2048,
      job: 3072,
      key: 'test',
      leg: 1,
      number: 3,
      worker: 'worker-2',
      workerPid: process.pid,
    });
    expect(entry.time).toBeGreaterThanOrEqual(begin - 1);
    expect(entry.time).toBeLessThanOrEqual(Date.now() + 1);
  }
  // Its shell is gone, what it left behind is not.
  const [left, ...others] = livingProcesses(entries);
  expect({ left: left?.kind, others }).toEqual({ left: 'child', others: [] });
  process.kill(left!.pid, 'SIGKILL');
  while (livingProcesses(entries).length > 0) await wait(5);
  await rm(folder, { recursive: true });
});

it('a step that fails at first fails only where no other try of its job has begun', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'runbook-ledger-'));
  const ledger = join(folder, 'ledger');
  const codes: (number | null)[] = [];
  for (const job of [3072, 4096, 5120]) {
    const [, code] = await runStep(ledger, 'fail_first; note end', job);
    codes.push(code);
  }
  const entries = await readLedger(ledger);
  await rm(folder, { recursive: true });
  expect(codes).toEqual([1, 0, 0]);
  expect(entries.map(({ kind, job }) => `${kind} ${job}`)).toEqual([
    'start 3072',
    'fail 3072',
    'start 4096',
    'end 4096',
    'start 5120',
    'end 5120',
  ]);
});

it('takes no process for one of a job that only has its number', () => {
  const line = (ticks: number): string =>
    `start 2048 3072 test 0 2 ${process.pid} ${ticks} 1 /d/w/workspaces/3072 1.5 `;
  expect(livingProcesses([parseEntry(line(1), 0)])).toEqual([]);
});

it('refuses a line that no step writes', () => {
  expect(() => parseEntry('start 2048 what', 4)).toThrow('Line 5 of the ledger is none: start 2048 what');
});
