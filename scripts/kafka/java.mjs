// The broker as a Java process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokerStartError } from './errors.mjs';
import { Guard, quoted } from './guard.mjs';
import { fetchJars, haveJars } from './jars.mjs';
import { freePort } from './ports.mjs';
import { run } from './programs.mjs';
import { newClusterId, serverProperties } from './properties.mjs';
import { untilAnswers } from './ready.mjs';

/** @import { Broker, BrokerOptions, BrokerSource } from './types.ts' */

const OLDEST_JAVA = 17;
const HEAP = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
const PROGRAM_LIMIT_MS = 60_000;
const START_LIMIT_MS = 120_000;
const STARTS = 3;

/** @returns {Promise<BrokerSource>} */
export async function javaSource() {
  const java = await findJava();
  if (typeof java !== 'string') return java;
  try {
    const jars = await fetchJars();
    return { kind: 'java', start: (options) => startJavaBroker(java, jars, options) };
  } catch (error) {
    return { missing: `Java is here, but Maven could not fetch the broker's jars: ${message(error)}` };
  }
}

/** @returns {Promise<string | { missing: string }>} the program, or why there is none */
async function findJava() {
  const home = process.env['JAVA_HOME'];
  const java = home === undefined || home === '' ? 'java' : join(home, 'bin', 'java');
  try {
    const printed = await run(java, ['-version'], PROGRAM_LIMIT_MS);
    const version = Number(/version "(\d+)/.exec(printed)?.[1] ?? 0);
    if (version < OLDEST_JAVA) return { missing: `${java} is version ${version}; ${OLDEST_JAVA} is needed.` };
    if (!(await haveJars())) await run('mvn', ['-version'], PROGRAM_LIMIT_MS);
    return java;
  } catch (error) {
    return { missing: `Java ${OLDEST_JAVA} or newer with Maven: ${message(error)}.` };
  }
}

/**
 * @param {string} java
 * @param {string} jars
 * @param {BrokerOptions} options
 */
async function startJavaBroker(java, jars, options) {
  for (let left = STARTS - 1; ; left--) {
    const broker = await JavaBroker.prepare(java, jars, options);
    try {
      await broker.restart();
      return broker;
    } catch (error) {
      await broker.stop();
      // Somebody else may have taken a port between its choice and its use.
      if (left === 0 || options.port !== undefined) throw error;
    }
  }
}

/** @implements {Broker} */
class JavaBroker {
  kind = /** @type {const} */ ('java');
  brokers;
  #command;
  #logFile;
  #guard;
  /** @type {import('node:child_process').ChildProcess | null} */
  #process = null;

  /**
   * @param {{ port: number, folder: string, command: readonly [string, ...string[]], guard: Guard }} parts
   */
  constructor({ port, folder, command, guard }) {
    this.brokers = `127.0.0.1:${port}`;
    this.#command = command;
    this.#logFile = join(folder, 'broker.log');
    this.#guard = guard;
  }

  /**
   * Makes the folder with formatted storage.
   * @param {string} java
   * @param {string} jars
   * @param {BrokerOptions} options
   */
  static async prepare(
    java,
    jars,
    { port: wanted, folder: given, properties: others = {}, formatArguments = [] },
  ) {
    const folder = given ?? (await mkdtemp(join(tmpdir(), 'runbook-kafka-')));
    await mkdir(folder, { recursive: true });
    const guard = new Guard(`rm -rf -- ${quoted(folder)}`);
    try {
      const port = wanted ?? (await freePort());
      const data = join(folder, 'data');
      const properties = join(folder, 'server.properties');
      await writeFile(
        properties,
        serverProperties({ listen: '127.0.0.1', port, controllerPort: await freePort(), data, others }),
      );
      /** @type {readonly [string, ...string[]]} */
      const base = [java, ...HEAP, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', join(jars, '*')];
      const format = [
        'kafka.tools.StorageTool',
        'format',
        '--standalone',
        '--ignore-formatted',
        '-t',
        newClusterId(),
      ];
      await run(java, [...base.slice(1), ...format, '-c', properties, ...formatArguments], PROGRAM_LIMIT_MS);
      return new JavaBroker({ port, folder, command: [...base, 'kafka.Kafka', properties], guard });
    } catch (error) {
      await guard.release();
      throw error;
    }
  }

  get pid() {
    return this.#alive()?.pid ?? null;
  }

  /** @param {NodeJS.Signals} signal */
  async kill(signal = 'SIGKILL') {
    const child = this.#alive();
    if (child === null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  async restart() {
    await this.kill();
    const log = await open(this.#logFile, 'a');
    const [java, ...args] = this.#command;
    // A session of its own: Ctrl-C in a terminal reaches who started it, who then stops it.
    const child = spawn(java, args, { stdio: ['ignore', log.fd, log.fd], detached: true });
    this.#guard.watch(child.pid ?? null);
    this.#process = child;
    const ended = new AbortController();
    const limit = setTimeout(() => ended.abort(), START_LIMIT_MS);
    child.once('error', () => ended.abort());
    child.once('exit', () => {
      if (this.#process === child) this.#guard.watch(null);
      ended.abort();
    });
    await log.close();
    const ready = await untilAnswers(this.brokers, ended.signal);
    clearTimeout(limit);
    if (!ready) throw new BrokerStartError(`The Kafka broker did not start:\n${await this.#lastWords()}`);
  }

  freeze() {
    this.#alive()?.kill('SIGSTOP');
    return Promise.resolve();
  }

  thaw() {
    this.#alive()?.kill('SIGCONT');
    return Promise.resolve();
  }

  async stop() {
    await this.kill();
    await this.#guard.release();
  }

  #alive() {
    const child = this.#process;
    return child === null || child.exitCode !== null || child.signalCode !== null ? null : child;
  }

  async #lastWords() {
    const text = await readFile(this.#logFile, 'utf8').catch(() => '');
    return text.trimEnd().split('\n').slice(-20).join('\n');
  }
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(error);
}
