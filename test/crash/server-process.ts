import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The built program: processes under test run what users run. */
export const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'runbook.js');

/** `runbook serve` on one data folder and one port, to be killed and started again. */
export class ServerProcess {
  readonly data: string;
  readonly port: number;
  readonly #capacity: number;
  readonly #flags: readonly string[];
  #child: ChildProcess | null = null;

  /**
   * @param capacity jobs at a time
   * @param flags more of `runbook serve`
   */
  constructor(data: string, port: number, capacity: number, ...flags: readonly string[]) {
    this.data = data;
    this.port = port;
    this.#capacity = capacity;
    this.#flags = flags;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the program; does not wait for anything. */
  start(): void {
    this.#child = spawn(
      process.execPath,
      [
        PROGRAM,
        'serve',
        '--port',
        String(this.port),
        '--data',
        this.data,
        '--allow-local-repositories',
        '--capacity',
        String(this.#capacity),
        ...this.#flags,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
  }

  /** Resolves once the server says that it is ready; throws where its process ended instead. */
  async ready(): Promise<void> {
    for (;;) {
      if (this.#child === null || this.#child.exitCode !== null)
        throw new Error('The server is not running.');
      try {
        if ((await fetch(`${this.url}/readyz`)).ok) return;
      } catch {
        // Not listening yet.
      }
      await wait(10);
    }
  }

  /** SIGKILL, as a power cut would: nothing of the program runs afterwards. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Sends a signal and waits for the end; gives the exit code, null where a signal was the end. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (child === null) return null;
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  }

  async token(): Promise<string> {
    return (await readFile(join(this.data, 'keys', 'token'), 'utf8')).trim();
  }
}

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}
