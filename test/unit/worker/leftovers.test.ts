import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readPresence } from '../../../src/events/index.ts';
import { createHostExecutor } from '../../../src/worker/index.ts';
import { jobSpec } from './support/job-spec.ts';
import { startTestWorker, type TestWorker } from './support/test-worker.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-left-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What was said in `runbook.workers` up to now. */
async function presenceOf({ log }: TestWorker): Promise<unknown[]> {
  const said: unknown[] = [];
  await log.subscribe('runbook.workers', {
    from: 'earliest',
    onRecords: (records) => void said.push(...records.map((record) => readPresence(record.value))),
    onError: (error) => {
      throw error;
    },
  }).caughtUp;
  return said;
}

describe('a worker that starts again', () => {
  it('stops what the killed one left, removes its folders, and says that it left', async () => {
    const root = join(folder, '2048');
    mkdirSync(root);
    const left = spawn('sleep', ['100'], {
      cwd: '/',
      detached: true,
      stdio: 'ignore',
      env: { RUNBOOK_JOB_COOKIE: 'left-cookie' },
    });
    const ended = once(left, 'exit');
    const stateFile = join(folder, 'worker.json');
    const job = { job: 2048, cookie: 'left-cookie', root, temporary: join(root, '_temp') };
    const over = { ...job, job: 1024, cookie: 'no cookie', root: folder };
    const lines = [{ worker: 'worker-of-before' }, over, job, { ended: 1024 }].map((line) =>
      JSON.stringify(line),
    );
    writeFileSync(stateFile, `${lines.join('\n')}\n{"job": 30`);
    const test = await startTestWorker({ stateFile });
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(existsSync(root)).toBe(false);
    const [said] = await presenceOf(test);
    expect(said).toMatchObject({
      kind: 'event',
      event: { type: 'worker_left', worker: 'worker-of-before' },
    });
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toEqual({ worker: test.worker.id });
    await test.close();
  });

  it('does not say that the killed one left where it cannot stop what that left', async () => {
    const stateFile = join(folder, 'worker.json');
    const job = { job: 2048, cookie: 'left-cookie', root: folder, temporary: folder };
    writeFileSync(stateFile, `${JSON.stringify({ worker: 'worker-of-before' })}\n${JSON.stringify(job)}\n`);
    const host = createHostExecutor();
    const test = await startTestWorker({
      stateFile,
      executor: {
        openJob: async (options) => ({
          run: async () => ({ kind: 'aborted' }),
          sinceNow: () => ({ stop: () => Promise.resolve() }),
          stopAll: async (reason) => {
            if (options.leftOver === true) throw new Error('It cannot be killed.');
            await (await host.openJob(options)).stopAll(reason);
          },
        }),
      },
    });
    expect(await presenceOf(test)).toMatchObject([
      { event: { type: 'worker_heartbeat', worker: test.worker.id } },
    ]);
    await test.close();
  });

  it('has written down what runs before the first process starts', async () => {
    const stateFile = join(folder, 'worker.json');
    const test = await startTestWorker({ stateFile, passEnv: ['PATH'] });
    const spec = jobSpec([{ name: 'look', run: `grep -c "$RUNBOOK_JOB_COOKIE" ${stateFile}` }]);
    await test.orchestrator.execute(spec);
    expect(test.logs.lines('02-look.log').at(-1)).toBe('1');
    await test.close();
  });

  it('starts although its state file is damaged', async () => {
    const stateFile = join(folder, 'worker.json');
    writeFileSync(stateFile, '{"worker": 3');
    const test = await startTestWorker({ stateFile });
    expect(await test.orchestrator.execute(jobSpec([{ run: 'true' }]))).toMatchObject({
      conclusion: 'success',
    });
    await test.close();
  });
});
