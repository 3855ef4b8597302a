import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The built program; `npm test` builds it first. */
export const PROGRAM = fileURLToPath(new URL('../../dist/runbook.js', import.meta.url));

/** Milliseconds after which a program that should have ended is killed. */
const LIMIT_MS = 45_000;

/** What a program printed and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An environment without anything of the one who runs the tests. */
export function environment(home: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
    ...more,
  };
}

/** Runs the program to its end. */
export function runbook(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: options.env ?? environment(tmpdir()),
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  // A program that does not end is a failure (its exit code is null), and must not outlive the test.
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      resolve({ code, stdout, stderr });
    });
  });
}

/** A folder of a test's own; `remove` at its end. */
export class Folder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<Folder> {
    return new Folder(await mkdtemp(join(tmpdir(), 'runbook-e2e-')));
  }

  /** Writes files, by path. */
  async write(files: { readonly [path: string]: string }): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.path, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    }
  }

  /** Runs git in it. */
  async git(...args: readonly string[]): Promise<string> {
    const env = environment(this.path);
    return (await promisify(execFile)('git', args, { cwd: this.path, env })).stdout;
  }

  /** Makes it a git repository with one commit of what is there. */
  async commitAll(message = 'First'): Promise<void> {
    await this.git('init', '--quiet', '--initial-branch=main');
    await this.git('add', '.');
    await this.git('commit', '--quiet', '--message', message);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/** A server of its own, on a free port. */
export class ServerProcess {
  readonly address: string;
  readonly data: string;
  /** What it said at its start. */
  readonly said: string;
  readonly #child: ReturnType<typeof spawn>;

  private constructor(child: ReturnType<typeof spawn>, address: string, data: string, said: string) {
    this.#child = child;
    this.address = address;
    this.data = data;
    this.said = said;
  }

  /** Starts `runbook serve` and waits until it says its address. */
  static start(data: string, ...flags: readonly string[]): Promise<ServerProcess> {
    return ServerProcess.startIn({}, data, ...flags);
  }

  /** As `start`, with more variables in the server's environment. */
  static startIn(more: NodeJS.ProcessEnv, data: string, ...flags: readonly string[]): Promise<ServerProcess> {
    const child = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0', '--data', data, ...flags], {
      env: environment(dirname(data), more),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`serve ended with ${code}:\n${lines.join('\n')}`)));
      createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
      createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line);
        const address = /^\s+address\s+(http:\S+)$/.exec(
          lines.find((one) => one.includes('address')) ?? '',
        )?.[1];
        if (address !== undefined && line.includes('Ctrl-C')) {
          resolve(new ServerProcess(child, address, data, lines.join('\n')));
        }
      });
    });
  }

  /** Runs a command against it. */
  command(...args: readonly string[]): Promise<Ended> {
    return runbook([...args, '--server', this.address, '--data', this.data]);
  }

  /** Sends a signal and gives the exit code. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.#child.exitCode !== null) return Promise.resolve(this.#child.exitCode);
    return new Promise((resolve) => {
      this.#child.once('exit', resolve);
      this.#child.kill(signal);
    });
  }
}
