import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../../scripts/kafka/ports.mjs';
import { Member, type MemberOptions } from './member.ts';

export interface ClusterOptions {
  readonly brokers: string;
  /** Where all data folders are made. */
  readonly folder: string;
  readonly servers: number;
  readonly orchestrators: number;
  readonly workers: number;
  /** Jobs at a time of each worker. */
  readonly capacity: number;
  readonly partitions: number;
  readonly onEnded?: MemberOptions['onEnded'];
}

/** A server of a cluster. */
export interface ClusterServer {
  readonly member: Member;
  readonly url: string;
}

/** Servers, orchestrators and workers as processes of their own on one Kafka. */
export class Cluster {
  readonly servers: readonly ClusterServer[];
  readonly orchestrators: readonly Member[];
  readonly workers: readonly Member[];
  /** The servers' token. */
  readonly token = randomBytes(24).toString('hex');
  readonly #workerToken = randomBytes(24).toString('hex');
  readonly #masterKey = randomBytes(32).toString('base64');
  readonly #options: ClusterOptions;

  private constructor(options: ClusterOptions, ports: readonly number[]) {
    this.#options = options;
    this.servers = ports.map((port, index) => ({
      member: this.#server(`server-${index + 1}`, port),
      url: `http://127.0.0.1:${port}`,
    }));
    this.orchestrators = numbered(options.orchestrators, (index) =>
      this.#orchestrator(`orchestrator-${index + 1}`, this.#serverOf(index)),
    );
    this.workers = numbered(options.workers, (index) =>
      this.#worker(`worker-${index + 1}`, this.#serverOf(index)),
    );
  }

  /** Makes the folders; nothing is started. */
  static async prepare(options: ClusterOptions): Promise<Cluster> {
    await mkdir(join(options.folder, 'output'), { recursive: true });
    const ports: number[] = [];
    for (let server = 0; server < options.servers; server++) ports.push(await freePort());
    return new Cluster(options, ports);
  }

  get members(): readonly Member[] {
    return [...this.servers.map(({ member }) => member), ...this.orchestrators, ...this.workers];
  }

  /** The address of the first server. */
  get url(): string {
    return this.servers[0]?.url ?? '';
  }

  /** Starts all, or so many of the workers, and resolves when everyone says that it runs. */
  async start(workers = this.workers.length): Promise<void> {
    // The first makes the topics, with the number of partitions that was asked for.
    for (const { member, url } of this.servers) {
      await member.start();
      await untilReady(url, member);
    }
    await startAll([...this.orchestrators, ...this.workers.slice(0, workers)]);
  }

  /** Starts so many of the workers, those that run already among them. */
  startWorkers(count: number): Promise<void> {
    return startAll(this.workers.slice(0, count));
  }

  /** Kills everything. */
  async remove(): Promise<void> {
    await Promise.all(this.members.map((member) => member.remove()));
  }

  /** Spread over the servers. */
  #serverOf(index: number): string {
    return this.servers[index % this.servers.length]?.url ?? '';
  }

  #server(name: string, port: number): Member {
    return this.#member(name, ['serve', '--log', 'kafka', '--roles', 'server', '--port', String(port)], {
      RUNBOOK_TOKEN: this.token,
      RUNBOOK_WORKER_TOKEN: this.#workerToken,
      RUNBOOK_MASTER_KEY: this.#masterKey,
      RUNBOOK_PARTITIONS: String(this.#options.partitions),
    });
  }

  #orchestrator(name: string, server: string): Member {
    const args = ['serve', '--log', 'kafka', '--roles', 'orchestrator', '--server', server];
    // What it logs says which partitions it has.
    return this.#member(name, args, { RUNBOOK_TOKEN: this.token, RUNBOOK_LOG_LEVEL: 'info' });
  }

  #worker(name: string, server: string): Member {
    const capacity = String(this.#options.capacity);
    const args = ['worker', '--name', name, '--server', server, '--capacity', capacity];
    return this.#member(name, args, { RUNBOOK_TOKEN: this.#workerToken });
  }

  #member(name: string, args: readonly string[], env: NodeJS.ProcessEnv): Member {
    const { folder, brokers, onEnded } = this.#options;
    const data = join(folder, name);
    return new Member({
      name,
      data,
      output: join(folder, 'output', `${name}.txt`),
      args: [...args, '--brokers', brokers, '--data', data, '--allow-local-repositories'],
      env: { ...ownEnvironment(), ...env },
      ...(onEnded === undefined ? {} : { onEnded }),
    });
  }
}

async function startAll(members: readonly Member[]): Promise<void> {
  await Promise.all(members.map((member) => member.start()));
  await Promise.all(members.map((member) => member.printed(/Ctrl-C/)));
}

/** Waits until a server answers that it is ready. @throws Error where its process ended */
export async function untilReady(url: string, member: Member): Promise<void> {
  for (;;) {
    try {
      if ((await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) })).ok) return;
    } catch {
      // Not listening yet, or frozen.
    }
    if (member.pid === null) throw new Error(`${member.name} does not run:\n${await member.lastWords()}`);
    await wait(20);
  }
}

/** The environment without the variables that the program reads. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(RUNBOOK|GIT)_/.test(name)));
}

function numbered<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
