// The broker in a container, from Kafka's own image.
import { randomBytes } from 'node:crypto';
import { BrokerStartError } from './errors.mjs';
import { Guard, quoted } from './guard.mjs';
import { freePort } from './ports.mjs';
import { run } from './programs.mjs';
import { newClusterId, serverProperties } from './properties.mjs';
import { untilAnswers } from './ready.mjs';

/** @import { Broker, BrokerOptions, BrokerSource } from './types.ts' */

const IMAGE = 'apache/kafka:4.3.1';
const ENGINE_LIMIT_MS = 10_000;
const PULL_LIMIT_MS = 600_000;
const START_LIMIT_MS = 120_000;

/** Formats once, then is the broker: the same command serves the first start and those after a kill. */
const COMMAND = `
printf '%s' "$PROPERTIES" >/tmp/server.properties
[ -f /tmp/kafka/meta.properties ] ||
  /opt/kafka/bin/kafka-storage.sh format --standalone -t "$CLUSTER" -c /tmp/server.properties
exec /opt/kafka/bin/kafka-server-start.sh /tmp/server.properties
`;

/** @returns {Promise<BrokerSource>} */
export async function dockerSource() {
  try {
    await run('docker', ['version', '--format', '{{.Server.Version}}'], ENGINE_LIMIT_MS);
  } catch (error) {
    return { missing: `A Docker engine: ${message(error)}.` };
  }
  try {
    await run('docker', ['image', 'inspect', IMAGE], ENGINE_LIMIT_MS).catch(() =>
      run('docker', ['pull', '--quiet', IMAGE], PULL_LIMIT_MS),
    );
  } catch (error) {
    return { missing: `A Docker engine answers, but the image ${IMAGE} cannot be had: ${message(error)}.` };
  }
  return { kind: 'docker', start: startContainer };
}

/** @param {BrokerOptions} options */
async function startContainer({ port: wanted }) {
  const port = wanted ?? (await freePort());
  const broker = new Container(`runbook-kafka-${randomBytes(6).toString('hex')}`, port);
  try {
    await broker.create();
    await broker.restart();
    return broker;
  } catch (error) {
    await broker.stop();
    throw error;
  }
}

/** @implements {Broker} */
class Container {
  kind = /** @type {const} */ ('docker');
  brokers;
  /** @type {number | null} */
  pid = null;
  #name;
  #port;
  #guard;

  /**
   * @param {string} name
   * @param {number} port
   */
  constructor(name, port) {
    this.brokers = `127.0.0.1:${port}`;
    this.#name = name;
    this.#port = port;
    this.#guard = new Guard(`docker rm --force --volumes ${quoted(name)}`);
  }

  async create() {
    const properties = serverProperties({
      listen: '0.0.0.0',
      port: this.#port,
      controllerPort: 9093,
      data: '/tmp/kafka',
    });
    const environment = {
      PROPERTIES: properties,
      CLUSTER: newClusterId(),
      KAFKA_HEAP_OPTS: '-Xmx512m',
      KAFKA_JVM_PERFORMANCE_OPTS: '-XX:+UseSerialGC -XX:TieredStopAtLevel=1',
    };
    const settings = Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const published = `127.0.0.1:${this.#port}:${this.#port}`;
    await this.#docker(
      'create',
      '--name',
      this.#name,
      '--publish',
      published,
      ...settings,
      IMAGE,
      'sh',
      '-c',
      COMMAND,
    );
  }

  /** @param {NodeJS.Signals} signal */
  async kill(signal = 'SIGKILL') {
    if (this.pid === null) return;
    this.pid = null;
    await this.thaw();
    await this.#docker('kill', '--signal', signal, this.#name);
    await this.#docker('wait', this.#name);
  }

  async restart() {
    await this.kill();
    await this.#docker('start', this.#name);
    this.pid = Number(await this.#docker('inspect', '--format', '{{.State.Pid}}', this.#name));
    if (await untilAnswers(this.brokers, AbortSignal.timeout(START_LIMIT_MS))) return;
    const log = await this.#docker('logs', '--tail', '20', this.#name);
    throw new BrokerStartError(`The Kafka broker did not start:\n${log}`);
  }

  async freeze() {
    await this.#docker('pause', this.#name);
  }

  /** Nothing where it is not frozen. */
  async thaw() {
    await this.#docker('unpause', this.#name).catch(() => undefined);
  }

  async stop() {
    this.pid = null;
    await this.#guard.release();
  }

  /** @param {readonly string[]} args */
  #docker(...args) {
    return run('docker', args, START_LIMIT_MS);
  }
}

/** @param {unknown} error */
function message(error) {
  return error instanceof Error ? error.message : String(error);
}
