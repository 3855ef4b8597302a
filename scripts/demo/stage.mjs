// What a demo is played on: folders and an environment of its own, and the processes that it started.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/runbook.js', import.meta.url));

/** Prints a heading. @param {string} text */
export function say(text) {
  process.stdout.write(`\n== ${text}\n`);
}

/** Nothing of the user's is used or changed: folders, git configuration and HOME are the demo's own. */
export class Stage {
  folder;
  /** No RUNBOOK_ or GIT_ variable of the user reaches the demo. */
  environment;
  /** What is to be stopped at the end, the newest first. @type {(() => Promise<unknown>)[]} */
  #stops = [];
  #ending = false;

  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
    this.environment = {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(RUNBOOK|GIT)_/.test(name))),
      HOME: folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'Demo',
      GIT_AUTHOR_EMAIL: 'demo@example.com',
      GIT_COMMITTER_NAME: 'Demo',
      GIT_COMMITTER_EMAIL: 'demo@example.com',
    };
  }

  /**
   * Plays a demo, and clears up when it has ended, was interrupted or failed.
   * @param {(stage: Stage) => Promise<number>} demo gives the exit code
   */
  static async play(demo) {
    const stage = new Stage(await mkdtemp(join(tmpdir(), 'runbook-demo-')));
    process.on('SIGINT', () => void stage.#end(130));
    process.on('SIGTERM', () => void stage.#end(143));
    try {
      await stage.#end(await demo(stage));
    } catch (error) {
      process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
      await stage.#end(1);
    }
  }

  /**
   * Starts the program with these arguments, to be ended with SIGTERM. A line of its output that matches `ready`
   * resolves the promise, with the match.
   * @param {readonly string[]} args
   * @param {{ ready: RegExp, show: boolean, env?: NodeJS.ProcessEnv }} options `show`: whether its output is shown;
   *   `env`: variables in addition
   * @returns {Promise<RegExpExecArray>}
   */
  start(args, { ready, show, env = {} }) {
    const name = args[0] ?? '';
    // A process group of its own: Ctrl-C reaches the demo only, which then stops what it started.
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { ...this.environment, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    this.atEnd(async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await gone;
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`runbook ${name} ended with exit code ${code}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (show) process.stdout.write(`${line}\n`);
        const match = ready.exec(line);
        if (match !== null) resolve(match);
      });
    });
  }

  /**
   * Runs a program to its end and gives its exit code.
   * @param {string} file
   * @param {readonly string[]} args
   * @param {{ output?: 'inherit' | 'ignore', good?: readonly number[] }} [options] `good`: the exit codes that are
   *   no error
   * @returns {Promise<number>}
   */
  run(file, args, { output = 'inherit', good = [0] } = {}) {
    return new Promise((resolve, reject) => {
      const child = spawn(file, [...args], { env: this.environment, stdio: ['ignore', output, 'inherit'] });
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        if (code !== null && good.includes(code)) resolve(code);
        else reject(new Error(`${file} ${args[0] ?? ''} ended with ${signal ?? `exit code ${code}`}`));
      });
    });
  }

  /**
   * Runs one of Runbook's commands.
   * @param {readonly string[]} args
   * @param {{ output?: 'inherit' | 'ignore', good?: readonly number[] }} [options]
   */
  runbook(args, options) {
    return this.run(process.execPath, [PROGRAM, ...args], options);
  }

  /** Stops this at the end, before what was given earlier. @param {() => Promise<unknown>} stop */
  atEnd(stop) {
    this.#stops.unshift(stop);
  }

  /** Resolves never: until Ctrl-C. @returns {Promise<never>} */
  stay() {
    return new Promise(() => undefined);
  }

  /** Stops everything and removes the folder; a second Ctrl-C does not wait. @param {number} code */
  async #end(code) {
    if (this.#ending) process.exit(130);
    this.#ending = true;
    for (const stop of this.#stops) await stop();
    await rm(this.folder, { recursive: true, force: true });
    process.exit(code);
  }
}
