import { existsSync, readFileSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Installation, type Run } from './installation.ts';

const isCompleted = ({ status }: Run): boolean => status === 'completed';

let installation: Installation;

beforeAll(async () => {
  installation = await Installation.create(1);
});

afterAll(async () => {
  await installation.remove();
});

describe('runbook serve', () => {
  it('killed while a job runs stops what the job left, and fails the attempt, when it starts again', async () => {
    const { server, folder } = installation;
    const members = join(folder, 'members');
    const job = `on: push
jobs:
  long:
    runs-on: ubuntu-latest
    steps:
      - run: |
          sh -c 'echo $$ >> ${members}; exec sleep 600' &
          env -i setsid sh -c 'trap "" INT TERM; echo $$ >> ${members}; sleep 600; :' </dev/null >/dev/null 2>&1 &
          echo $$ >> ${members}
          sleep 600
`;
    const sha = await installation.commitAndPush(job);
    const pids = await linesOf(members, 3);
    await server.kill();
    expect(pids.filter(isAlive)).toEqual(pids);

    server.start();
    await server.ready();
    const run = await installation.runOf(sha, isCompleted);
    expect(run.conclusion).toBe('failure');
    expect(pids.filter(isAlive)).toEqual([]);
    const workspaces = await readdir(join(server.data, 'workspaces'));
    expect(workspaces.filter((name) => /^\d+$/.test(name))).toEqual([]);
  });

  it('ended with SIGTERM finishes what runs, and starts what waited when it starts again', async () => {
    const { server, folder } = installation;
    const [begun, go] = [join(folder, 'begun'), join(folder, 'go')];
    const waiting = `on: push
jobs:
  waits:
    runs-on: ubuntu-latest
    steps:
      - run: echo begun >> ${begun}; until [ -e ${go} ]; do sleep 0.05; done
`;
    const first = await installation.commitAndPush(waiting);
    await linesOf(begun, 1);
    const second = await installation.commitAndPush();
    await installation.runOf(second, () => true);
    const ended = server.end('SIGTERM');
    // The server still takes what is pushed while it finishes.
    const third = await installation.commitAndPush(waiting.replace('waits', 'later'));
    await writeFile(go, '');
    expect(await ended).toBe(0);
    expect(await linesOf(begun, 1)).toHaveLength(1);

    server.start();
    await server.ready();
    await installation.commitAndPush();
    for (const sha of [first, second, third]) {
      expect((await installation.runOf(sha, isCompleted)).conclusion).toBe('success');
    }
  });
});

/** Waits until a file has so many lines. */
async function linesOf(path: string, count: number): Promise<string[]> {
  for (;;) {
    const lines = existsSync(path) ? (await readFile(path, 'utf8')).split('\n').slice(0, -1) : [];
    if (lines.length >= count) return lines;
    await wait(20);
  }
}

/** A dead process that nobody has waited for yet is not alive. */
function isAlive(pid: string): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
