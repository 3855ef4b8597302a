import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Guard } from '../../../scripts/kafka/guard.mjs';

/** The built program, as users run it; tests and benchmarks are started in the project's folder. */
export const PROGRAM = resolve('dist/runbook.js');

const PAUSE_MS = 20;

export interface MemberOptions {
  /** `worker-2`, for people. */
  readonly name: string;
  /** The program's arguments. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Its data folder. */
  readonly data: string;
  /** Where what it prints is kept, start after start. */
  readonly output: string;
  /** Called when it ends although nobody ended it. */
  readonly onEnded?: (member: Member, how: string) => void;
}

/** One process of the program, to be killed, frozen and started again on its data. It does not outlive this process. */
export class Member {
  readonly name: string;
  readonly data: string;
  readonly #options: MemberOptions;
  readonly #guard = new Guard(':');
  #child: ChildProcess | null = null;
  /** Characters that it had printed before it was started last. */
  #before = 0;

  constructor(options: MemberOptions) {
    this.name = options.name;
    this.data = options.data;
    this.#options = options;
  }

  /** Null while it does not run. */
  get pid(): number | null {
    return this.#running()?.pid ?? null;
  }

  /** Starts the program where it does not run; does not wait for anything it does. */
  async start(): Promise<void> {
    if (this.#running() !== null) return;
    const { args, env, output, onEnded } = this.#options;
    this.#before = (await this.lastWords()).length;
    const file = await open(output, 'a');
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env,
      stdio: ['ignore', file.fd, file.fd],
      detached: true,
    });
    this.#child = child;
    this.#guard.watch(child.pid ?? null);
    child.once('exit', (code, signal) => {
      if (this.#child !== child) return;
      this.#child = null;
      this.#guard.watch(null);
      onEnded?.(this, signal ?? `exit code ${code}`);
    });
    await file.close();
  }

  /** SIGKILL, as a power cut would; resolves when it is gone. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Sends a signal and waits for the end; gives the exit code, null where a signal was the end. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#running();
    if (child === null) return null;
    this.#child = null;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
    this.#guard.watch(null);
    return child.exitCode;
  }

  freeze(): void {
    this.#running()?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#running()?.kill('SIGCONT');
  }

  /** Kills it for good. */
  async remove(): Promise<void> {
    await this.kill();
    await this.#guard.release();
  }

  /** Waits until it has printed this since it was started. @throws Error where it does not run */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(await this.wordsSinceStart());
      if (match !== null) return match;
      if (this.pid === null) throw new Error(`${this.name} does not run:\n${await this.lastWords()}`);
      await wait(PAUSE_MS);
    }
  }

  /** What it printed since it was started last. */
  async wordsSinceStart(): Promise<string> {
    return (await this.lastWords()).slice(this.#before);
  }

  /** What it printed. */
  lastWords(): Promise<string> {
    return readFile(this.#options.output, 'utf8').catch(() => '');
  }

  #running(): ChildProcess | null {
    const child = this.#child;
    return child === null || child.exitCode !== null || child.signalCode !== null ? null : child;
  }
}
