import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';

import type { JobProcesses, LaterProcesses, StepCommand, StepExit } from '../../ports.ts';
import { EarlierProcesses } from './earlier-processes.ts';
import { FifoError, type FifoPool, type OpenFifo, openFifo } from './fifo.ts';
import { Membership } from './membership.ts';
import { MemoryFileError, openMemoryFile } from './memory-file.ts';
import { OutputReader } from './output-reader.ts';
import type { ProcessFacts } from './proc.ts';
import { kill, stopGently } from './stop.ts';

export interface HostJobOptions {
  readonly pool: FifoPool;
  /** `NAME=value` */
  readonly cookie: string;
  /** How the names of this job's FIFOs begin. */
  readonly outputName: string;
  readonly workspace: string;
  /** Clock ticks: no process of the job is older. */
  readonly since: number;
  /** Whether the job's processes were started before this. */
  readonly leftOver: boolean;
  readonly graceMs: number;
}

/** The processes of one job on this machine. */
export class HostJob implements JobProcesses {
  readonly #options: HostJobOptions;
  readonly #members: Membership;
  /** Outputs that processes in the background may still write to. */
  readonly #outputs: OutputReader[] = [];
  /** The processes that were started here, each with a session and group of its own. */
  readonly #leaders: number[] = [];
  #steps = 0;
  /** Whether a process may live that was not looked for yet. */
  #unchecked: boolean;

  constructor(options: HostJobOptions) {
    this.#options = options;
    this.#members = new Membership({
      cookie: options.cookie,
      output: options.outputName,
      folder: options.workspace,
      since: options.since,
    });
    this.#unchecked = options.leftOver;
  }

  async run(command: StepCommand, signal: AbortSignal): Promise<StepExit> {
    if (signal.aborted) return { kind: 'aborted' };
    const name = `${this.#options.outputName}${++this.#steps}.fifo`;
    let output: OpenFifo;
    let input: number | null = null;
    try {
      if (command.input !== undefined) input = openMemoryFile(command.input);
      output = openFifo(await this.#options.pool.take(name));
    } catch (error) {
      if (input !== null) closeSync(input);
      if (!(error instanceof FifoError || error instanceof MemoryFileError)) throw error;
      return { kind: 'not-started', message: error.message };
    }
    const reader = new OutputReader(output.read, command.onOutput);
    this.#outputs.push(reader);
    let exit: Promise<StepExit>;
    try {
      exit = this.#start(command, output.write, input, name, signal);
    } finally {
      closeSync(output.write);
      if (input !== null) closeSync(input);
    }
    const ended = await exit;
    await reader.finish();
    return ended;
  }

  sinceNow(): LaterProcesses {
    const earlier: ProcessFacts[] = [];
    if (this.#unchecked) this.#members.scan((member) => earlier.push(member));
    const count = this.#leaders.length;
    return { stop: () => this.#stopLater(this.#leaders.slice(count), earlier) };
  }

  async stopAll(reason: 'cancel' | 'end'): Promise<void> {
    // FIFOs are made ahead by a process of ours: it must not outlive the job that asked for it.
    await this.#options.pool.settled();
    if (!this.#unchecked) return;
    try {
      if (reason === 'cancel') await stopGently(this.#members, this.#options.graceMs);
      else await kill(this.#members);
      this.#unchecked = false;
    } finally {
      for (const output of this.#outputs.splice(0)) output.close();
    }
  }

  async #stopLater(leaders: readonly number[], earlier: readonly ProcessFacts[]): Promise<void> {
    if (leaders.length === 0) return;
    const { cookie, outputName, workspace, since } = this.#options;
    const except = new EarlierProcesses(earlier);
    const members = new Membership({ cookie, output: outputName, folder: workspace, since, except });
    for (const leader of leaders) members.addLeader(leader);
    await kill(members);
  }

  /**
   * Node's own spawn: execa costs twice the time per step, and what it adds (collected output, killing on exit)
   * is what a step must not have.
   */
  #start(
    command: StepCommand,
    write: number,
    input: number | null,
    name: string,
    signal: AbortSignal,
  ): Promise<StepExit> {
    let child: ChildProcess;
    this.#unchecked = true;
    try {
      child = spawn(command.file, [...command.args], {
        cwd: command.cwd,
        env: { ...command.env, ...cookieEnvironment(this.#options.cookie) },
        // A session and group of its own, so that signals reach the step's processes and nobody else's.
        detached: true,
        stdio: ['ignore', write, write, ...(input === null ? [] : [input])],
      });
    } catch (error) {
      return Promise.resolve({
        kind: 'not-started',
        message: `${command.file} could not be started: ${codeOf(error)}.`,
      });
    }
    if (child.pid !== undefined) {
      this.#members.addLeader(child.pid);
      this.#leaders.push(child.pid);
    }
    return this.#untilExit(child, command.file, name, signal);
  }

  async #untilExit(child: ChildProcess, file: string, name: string, signal: AbortSignal): Promise<StepExit> {
    const exited = new Promise<StepExit>((resolve) => {
      child.once('error', (error) => {
        resolve({ kind: 'not-started', message: `${file} could not be started: ${codeOf(error)}.` });
      });
      child.once('exit', (code, killedBy) => {
        resolve(
          code === null ? { kind: 'signalled', signal: killedBy ?? 'SIGKILL' } : { kind: 'exited', code },
        );
      });
    });
    const stopped = new Promise<'stop'>((resolve) => {
      // It may have been aborted while the output was being prepared.
      if (signal.aborted) resolve('stop');
      else signal.addEventListener('abort', () => resolve('stop'), { once: true });
    });
    const first = await Promise.race([exited, stopped]);
    if (first !== 'stop') return first;
    await stopGently(this.#stepMembers(child, name), this.#options.graceMs);
    await exited;
    return { kind: 'aborted' };
  }

  /** What one step started: a step that takes too long leaves the other steps' processes alone. */
  #stepMembers(child: ChildProcess, name: string): Membership {
    const members = new Membership({ cookie: null, output: name, folder: null, since: this.#options.since });
    if (child.pid !== undefined) members.addLeader(child.pid);
    return members;
  }
}

function cookieEnvironment(cookie: string): { readonly [name: string]: string } {
  const equals = cookie.indexOf('=');
  return { [cookie.slice(0, equals)]: cookie.slice(equals + 1) };
}

/** The message of Node's errors may quote the environment, so only the code is said. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const code = 'code' in error ? String(error.code) : error.name;
  return REASONS[code] ?? code;
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'it was not found',
  EACCES: 'it is not executable for this user',
  E2BIG: 'its arguments and environment are too large for the system (E2BIG)',
  ERR_INVALID_ARG_VALUE: 'an argument or variable holds a NUL character',
  ENOMEM: 'the system has no memory left',
  EAGAIN: 'the system has no process left for this user',
};
