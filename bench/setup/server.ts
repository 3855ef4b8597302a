import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { start } from './processes.ts';
import { ServerClient } from './server-client.ts';

/** A running `runbook serve` on a data folder of its own. */
export class BenchServer extends ServerClient {
  readonly pid: number;
  /** Milliseconds from the start of the process to its first answer on /readyz. */
  readonly readyAfter: number;
  /** Kills it and resolves when it is gone. */
  readonly stop: () => Promise<void>;

  constructor(
    place: { readonly root: string; readonly url: string; readonly token: string },
    process: { readonly pid: number; readonly readyAfter: number; readonly stop: () => Promise<void> },
  ) {
    super(place.root, place.url, place.token);
    this.pid = process.pid;
    this.readyAfter = process.readyAfter;
    this.stop = process.stop;
  }

  /** Resident memory in bytes. */
  async memory(): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) * 1024;
  }
}

/** Starts the built program. `capacity` is how many jobs run at once. */
export async function startServer(root: string, data: string, capacity: number): Promise<BenchServer> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const url = `http://127.0.0.1:${port}`;
  const flags = ['--port', String(port), '--data', data, '--capacity', String(capacity)];
  const begin = performance.now();
  const child = start(
    process.execPath,
    [join(root, 'dist', 'runbook.js'), 'serve', ...flags, '--allow-local-repositories'],
    process.env,
    () => {},
  );
  await untilReady(url);
  const readyAfter = performance.now() - begin;
  const token = (await readFile(join(data, 'keys', 'token'), 'utf8')).trim();
  const { pid } = child;
  if (pid === undefined) throw new Error('The server did not start.');
  const stop = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  return new BenchServer({ root, url, token }, { pid, readyAfter, stop });
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
