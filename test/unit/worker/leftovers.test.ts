import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readPresence } from '../../../src/events/index.ts';
import { jobSpec } from './support/job-spec.ts';
import { startTestWorker } from './support/test-worker.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-left-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
    const said: unknown[] = [];
    await test.log.subscribe('runbook.workers', {
      from: 'earliest',
      onRecords: (records) => void said.push(...records.map((record) => readPresence(record.value))),
      onError: (error) => {
        throw error;
      },
    }).caughtUp;
    expect(said[0]).toMatchObject({
      kind: 'event',
      event: { type: 'worker_left', worker: 'worker-of-before' },
    });
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toEqual({ worker: test.worker.id });
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
