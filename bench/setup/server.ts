import { createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { run, start } from './processes.ts';
import type { SampleRepository } from './repository.ts';

/** A running `runbook serve` on a data folder of its own. */
export interface BenchServer {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds from the start of the process to its first answer on /readyz. */
  readonly readyAfter: number;
  /** Registers a repository and installs its post-receive hook. */
  add(repository: SampleRepository): Promise<void>;
  /** Sends GitHub's push webhook; resolves at the 202. */
  deliver(repository: SampleRepository, sha: string, before: string): Promise<void>;
  /** Runs of a repository that have completed. */
  completedRuns(repository: SampleRepository): Promise<number>;
  get(path: string): Promise<Response>;
  /** Resident memory in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

const SECRET = 'bench-secret';

/** Starts the built program. `capacity` is how many jobs run at once. */
export async function startServer(root: string, data: string, capacity: number): Promise<BenchServer> {
  const program = join(root, 'dist', 'runbook.js');
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const url = `http://127.0.0.1:${port}`;
  const begin = performance.now();
  const child = start(
    process.execPath,
    [
      program,
      'serve',
      '--port',
      String(port),
      '--data',
      data,
      '--capacity',
      String(capacity),
      '--allow-local-repositories',
    ],
    process.env,
    () => {},
  );
  await untilReady(url);
  const readyAfter = performance.now() - begin;
  const token = (await readFile(join(data, 'keys', 'token'), 'utf8')).trim();
  const call = [program];
  const access = ['--server', url, '--token', token];
  if (child.pid === undefined) throw new Error('The server did not start.');
  const pid = child.pid;

  return {
    url,
    pid,
    readyAfter,
    async add(repository) {
      await run(process.execPath, [
        ...call,
        'repo',
        'add',
        repository.name,
        repository.bare,
        '--secret',
        SECRET,
        ...access,
      ]);
      await run(process.execPath, [
        ...call,
        'hook',
        'install',
        repository.bare,
        '--name',
        repository.name,
        ...access,
      ]);
    },
    async deliver(repository, sha, before) {
      const body = JSON.stringify({
        ref: 'refs/heads/main',
        before,
        after: sha,
        created: false,
        deleted: false,
        forced: false,
        repository: {
          full_name: repository.name,
          name: repository.name.split('/')[1],
          default_branch: 'main',
        },
        pusher: { name: 'bench' },
        sender: { login: 'bench' },
        head_commit: { id: sha, message: 'Bench' },
      });
      const response = await fetch(`${url}/webhooks/github`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'push',
          'x-github-delivery': randomUUID(),
          'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
        },
        body,
      });
      if (response.status !== 202)
        throw new Error(`Webhook answered ${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    },
    async completedRuns(repository) {
      const response = await fetch(
        `${url}/api/v3/repos/${repository.name}/actions/runs?status=completed&per_page=1`,
      );
      const answer: unknown = await response.json();
      if (typeof answer !== 'object' || answer === null || !('total_count' in answer)) {
        throw new Error('The list of runs has no total_count.');
      }
      return Number(answer.total_count);
    },
    get: (path) => fetch(`${url}${path}`),
    async memory() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) * 1024;
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 5_000; tries++) {
    try {
      const response = await fetch(`${url}/readyz`);
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await wait(2);
  }
  throw new Error(`${url} did not become ready.`);
}
