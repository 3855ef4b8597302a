import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type JobProcesses, type StepExit, createHostExecutor } from '../../../../src/worker/index.ts';

const fifos = mkdtempSync(join(tmpdir(), 'runbook-host-fifos-'));
const executor = createHostExecutor({ folder: fifos });
afterAll(() => rmSync(fifos, { recursive: true, force: true }));
let folder: string;
let job: JobProcesses;
let marker: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-host-'));
  marker = `marker-${Math.random().toString(36).slice(2)}`;
  job = await openJob();
});
afterEach(async () => {
  await job.stopAll('end');
  rmSync(folder, { recursive: true, force: true });
});

function openJob(cookie: string = marker): Promise<JobProcesses> {
  return executor.openJob({ cookie, workspace: folder, graceMs: 150 });
}

interface Run {
  readonly exit: StepExit;
  readonly output: string;
}

async function bash(script: string, signal = new AbortController().signal, input?: Buffer): Promise<Run> {
  const chunks: Buffer[] = [];
  const exit = await job.run(
    {
      file: '/bin/bash',
      args: ['-c', script],
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', MARKER: marker },
      onOutput: (chunk) => void chunks.push(chunk),
      ...(input === undefined ? {} : { input }),
    },
    signal,
  );
  return { exit, output: Buffer.concat(chunks).toString() };
}

/** Processes whose command line holds the text. */
function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text) &&
          !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Resolves once the file is there: a process says that it runs. */
async function untilFile(name: string): Promise<void> {
  await expect.poll(() => existsSync(join(folder, name)), { timeout: 10_000, interval: 10 }).toBe(true);
}

describe('a process of a step', () => {
  it('ends with its exit code or its signal', async () => {
    expect((await bash('exit 3')).exit).toEqual({ kind: 'exited', code: 3 });
    expect((await bash('kill -TERM $$')).exit).toEqual({ kind: 'signalled', signal: 'SIGTERM' });
  });

  it('keeps the order of what it prints on stdout and stderr', async () => {
    const { output } = await bash('for i in $(seq 500); do echo out $i; echo err $i >&2; done');
    const expected = Array.from({ length: 500 }, (_, index) => `out ${index + 1}\nerr ${index + 1}\n`).join(
      '',
    );
    expect(output).toBe(expected);
  });

  it('may open its own output again', async () => {
    expect(
      (await bash('echo one | tee /dev/stderr; echo two > /dev/stdout; echo three > /proc/self/fd/2')).output,
    ).toBe('one\none\ntwo\nthree\n');
  });

  it('has no input and nothing of this process environment', async () => {
    const { output } = await bash('cat; env -u SHLVL -u PWD -u _ | sed "s/=.*//" | sort | tr "\\n" " "');
    expect(output).toBe('MARKER PATH RUNBOOK_JOB_COOKIE ');
  });

  it('is read to its last byte, without waiting for what it leaves in the background', async () => {
    const { exit, output } = await bash('sleep 60 & head -c 3000000 /dev/zero | tr "\\0" x; echo end');
    expect(exit).toEqual({ kind: 'exited', code: 0 });
    expect(output.length).toBe(3_000_004);
    expect(output.endsWith('xend\n')).toBe(true);
  });

  it('is not read faster than its output is taken', async () => {
    let most = 0;
    let held = 0;
    let total = 0;
    const exit = await job.run(
      {
        file: '/bin/bash',
        args: ['-c', 'head -c 20000000 /dev/zero'],
        cwd: folder,
        env: { PATH: process.env['PATH'] ?? '' },
        onOutput: async (chunk) => {
          held += chunk.length;
          most = Math.max(most, held);
          await new Promise((resolve) => setImmediate(resolve));
          held -= chunk.length;
          total += chunk.length;
        },
      },
      new AbortController().signal,
    );
    expect(exit).toEqual({ kind: 'exited', code: 0 });
    expect(total).toBe(20_000_000);
    expect(most).toBeLessThan(1024 * 1024);
  });

  it('reads what must not touch the disk at descriptor 3, however much it is', async () => {
    const text = `: ${'x'.repeat(300_000)}\necho "from memory"\n`;
    expect((await bash('bash /dev/fd/3', undefined, Buffer.from(text))).output).toBe('from memory\n');
    expect((await bash('true', undefined, Buffer.from(text))).exit).toEqual({ kind: 'exited', code: 0 });
  });

  it('that cannot be started says why', async () => {
    const command = { args: [], cwd: folder, env: {}, onOutput: () => undefined };
    const signal = new AbortController().signal;
    expect(await job.run({ ...command, file: '/no/such' }, signal)).toEqual({
      kind: 'not-started',
      message: '/no/such could not be started: it was not found.',
    });
    expect(await job.run({ ...command, file: '/bin/true', env: { A: 'secret\0' } }, signal)).toEqual({
      kind: 'not-started',
      message: '/bin/true could not be started: an argument or variable holds a NUL character.',
    });
  });

  it('fails with what its reader throws', async () => {
    const failing = job.run(
      {
        file: '/bin/echo',
        args: ['x'],
        cwd: folder,
        env: {},
        onOutput: () => Promise.reject(new Error('disk full')),
      },
      new AbortController().signal,
    );
    await expect(failing).rejects.toThrow('disk full');
  });
});

describe('cancelling a step', () => {
  it('interrupts first, so that it can clean up', async () => {
    const controller = new AbortController();
    const running = bash(
      "trap 'echo interrupted; exit 0' INT; touch ready; while :; do sleep 0.01; done",
      controller.signal,
    );
    await untilFile('ready');
    controller.abort();
    expect(await running).toEqual({ exit: { kind: 'aborted' }, output: 'interrupted\n' });
  });

  it('stops what ignores interrupt and terminate, forks, and has its own session', async () => {
    const controller = new AbortController();
    const running = bash(
      `trap '' INT TERM; (trap '' INT TERM; exec -a ${marker}-a sleep 100) & setsid bash -c 'trap "" INT TERM; exec -a ${marker}-b sleep 100' & touch ready; exec -a ${marker}-c sleep 100`,
      controller.signal,
    );
    await untilFile('ready');
    await expect.poll(() => processesWith(marker).length).toBeGreaterThanOrEqual(3);
    controller.abort();
    expect((await running).exit).toEqual({ kind: 'aborted' });
    expect(processesWith(marker)).toEqual([]);
  });

  it('leaves what earlier steps started', async () => {
    await bash(`(exec -a ${marker}-kept sleep 100) > /dev/null 2>&1 &`);
    const controller = new AbortController();
    const running = bash('touch ready; sleep 100', controller.signal);
    await untilFile('ready');
    controller.abort();
    await running;
    expect(processesWith(`${marker}-kept`)).toHaveLength(1);
  });
});

describe('what was started since some moment', () => {
  it('is stopped however it hides, and nothing that ran before, nor what that starts', async () => {
    // A service that starts a process for whoever asks, in a session of its own.
    const service = [
      'touch up; until [ -e ask ]; do sleep 0.01; done',
      `bash -c 'exec -a ${marker}-child sleep 100' & touch answered; wait`,
    ];
    writeFileSync(join(folder, 'service.sh'), service.join('\n'));
    await bash(
      `setsid bash service.sh > /dev/null 2>&1 &
       bash -c 'exec -a ${marker}-kept sleep 100' > /dev/null 2>&1 &`,
    );
    await untilFile('up');
    const later = job.sinceNow();
    await bash(
      [
        'touch ask; until [ -e answered ]; do sleep 0.01; done',
        `bash -c 'exec -a ${marker}-left-group sleep 100' &`,
        `env -i setsid bash -c 'exec -a ${marker}-left-folder sleep 100' > /dev/null 2>&1 &`,
        `(cd / && setsid bash -c 'exec -a ${marker}-left-cookie sleep 100' > /dev/null 2>&1 &)`,
        'sleep 0.1',
      ].join('\n'),
    );
    for (const left of ['group', 'folder', 'cookie'])
      await expect.poll(() => processesWith(`${marker}-left-${left}`).length).toBeGreaterThan(0);
    await later.stop();
    expect(processesWith(`${marker}-left`)).toEqual([]);
    for (const kept of ['kept', 'child']) expect(processesWith(`${marker}-${kept}`)).toHaveLength(1);
    await job.stopAll('end');
    expect(processesWith(marker)).toEqual([]);
  });
});

describe('the end of a job', () => {
  it('stops what hides: no cookie, no parent, a session of its own', async () => {
    await bash(
      [
        `env -i setsid bash -c 'exec -a ${marker}-output sleep 100' &`,
        `env -i setsid bash -c 'exec -a ${marker}-folder sleep 100' > /dev/null 2>&1 &`,
        `(cd / && setsid bash -c 'exec -a ${marker}-cookie sleep 100' > /dev/null 2>&1 &)`,
        'sleep 0.1',
      ].join('\n'),
    );
    await expect.poll(() => processesWith(`${marker}-output`).length).toBeGreaterThan(0);
    await expect.poll(() => processesWith(`${marker}-folder`).length).toBeGreaterThan(0);
    await expect.poll(() => processesWith(`${marker}-cookie`).length).toBeGreaterThan(0);
    await job.stopAll('end');
    expect(processesWith(marker)).toEqual([]);
  });

  it('stops processes that fork for ever', async () => {
    await bash(
      `cat > loop.sh <<'END'\nsleep 0.002\nsetsid bash loop.sh ${marker} > /dev/null 2>&1 &\nEND\nfor i in 1 2 3; do setsid bash loop.sh ${marker} > /dev/null 2>&1 & done`,
    );
    await job.stopAll('end');
    expect(processesWith(marker)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(processesWith(marker)).toEqual([]);
  });

  it('leaves other processes alone, those of this session included', async () => {
    const other = spawn('sleep', ['100'], { stdio: 'ignore', env: { MARKER: marker } });
    const detached = spawn('sleep', ['100'], { stdio: 'ignore', detached: true });
    await bash('sleep 100 &');
    await job.stopAll('end');
    for (const child of [other, detached]) {
      expect(child.exitCode ?? child.signalCode).toBeNull();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
  });

  it('finds what a killed worker left, by cookie, folder and output', async () => {
    const cookie = `${marker}-cookie-of-before`;
    const before = await openJob(cookie);
    const signal = new AbortController().signal;
    const env = { PATH: process.env['PATH'] ?? '' };
    const script = `(cd / && exec -a ${marker}-a sleep 100 > /dev/null 2>&1) & (cd / && exec env -i bash -c 'exec -a ${marker}-b sleep 100') & sleep 0.1`;
    await before.run(
      { file: '/bin/bash', args: ['-c', script], cwd: folder, env, onOutput: () => undefined },
      signal,
    );
    await expect.poll(() => processesWith(marker).length).toBeGreaterThanOrEqual(2);
    const after = await executor.openJob({ cookie, workspace: folder, leftOver: true });
    await after.stopAll('end');
    expect(processesWith(marker)).toEqual([]);
    await before.stopAll('end');
  });
});
