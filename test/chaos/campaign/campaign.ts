import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startBroker } from '../../../scripts/kafka/start-broker.mjs';
import type { Broker } from '../../../scripts/kafka/types.ts';
import { Cluster } from '../../kafka/cluster/cluster.ts';
import { type Member, PROGRAM } from '../../kafka/cluster/member.ts';
import type { FaultRecord, History } from '../checker/history.ts';
import { livingProcesses, readLedger } from '../checker/read-ledger.ts';
import { readServer } from '../checker/read-server.ts';
import { readTopic } from '../checker/read-topic.ts';
import { runFaults, type Victim } from './fault-runner.ts';
import { planFaults, type Target } from './plan.ts';
import { Random } from './random.ts';
import { CampaignRepository } from './repository.ts';
import { Sender, WEBHOOK_SECRET } from './sender.ts';
import { untilSettled } from './settle.ts';

/** Milliseconds between two pushes. */
const PUSH_EVERY = [700, 2_300] as const;
/** Milliseconds after which a process that ended by itself is started again, as a supervisor would do. */
const SUPERVISOR_MS = 500;
/** The only reason to end: at its start, and never later, a process waits for a broker for half a minute. */
const NO_BROKER = /None of the Kafka brokers .* can be used/;
const BROKER = 'broker';

export interface CampaignOptions {
  /** An empty folder; whoever gave it removes it. */
  readonly folder: string;
  readonly seed: number;
  /** Told of what happens, a line each. */
  readonly onLine: (line: string) => void;
}

/** Everything that faults are done to, and the witnesses of it. */
export class Campaign {
  readonly #options: CampaignOptions;
  readonly #broker: Broker;
  readonly #cluster: Cluster;
  readonly #repositories: readonly CampaignRepository[];
  readonly #sender: Sender;
  readonly #random: Random;
  readonly #ledger: string;
  readonly #faults: FaultRecord[] = [];
  readonly #ended: string[];
  #rounds = 0;

  private constructor(
    options: CampaignOptions,
    parts: { broker: Broker; cluster: Cluster; ended: string[]; ledger: string },
  ) {
    const { folder, seed } = options;
    this.#options = options;
    this.#broker = parts.broker;
    this.#cluster = parts.cluster;
    this.#ended = parts.ended;
    this.#ledger = parts.ledger;
    // Numbers of its own: what the clock decides here must not change the plan of the faults.
    this.#random = new Random(seed ^ 0x5bd1e995);
    const { ledger } = parts;
    this.#repositories = [
      new CampaignRepository(folder, { name: 'chaos/one', character: 'plain', ledger }),
      new CampaignRepository(folder, { name: 'chaos/two', character: 'two-files', ledger }),
      new CampaignRepository(folder, { name: 'chaos/three', character: 'broken-file', ledger }),
      new CampaignRepository(folder, { name: 'chaos/four', character: 'calls', ledger }),
    ];
    this.#sender = new Sender(
      this.#cluster.servers.map(({ url }) => url),
      this.#random,
    );
  }

  /** Starts a broker, two servers, two orchestrators and three workers, and registers the repositories. */
  static async begin(options: CampaignOptions): Promise<Campaign> {
    const { folder, onLine } = options;
    await mkdir(folder, { recursive: true });
    const broker = await startBroker();
    const ended: string[] = [];
    const cluster = await Cluster.prepare({
      brokers: broker.brokers,
      folder,
      servers: 2,
      orchestrators: 2,
      workers: 3,
      capacity: 2,
      partitions: 4,
      onEnded: (member, how) => void startAgain(member, how),
    });
    const startAgain = async (member: Member, how: string): Promise<void> => {
      const gaveUp = NO_BROKER.test(await member.wordsSinceStart());
      onLine(`${member.name} ended by itself (${how})${gaveUp ? ': no broker answered at its start' : ''}`);
      if (!gaveUp)
        ended.push(`${member.name} ended by itself (${how}); its output is in ${join(folder, 'output')}.`);
      await wait(SUPERVISOR_MS);
      await member.start();
    };
    const campaign = new Campaign(options, { broker, cluster, ended, ledger: join(folder, 'ledger') });
    try {
      await cluster.start();
      await campaign.#register();
      return campaign;
    } catch (error) {
      await campaign.remove();
      throw error;
    }
  }

  /** The seed of the newest round's faults; a campaign with this seed begins with them. */
  get roundSeed(): number {
    return this.#options.seed + Math.max(0, this.#rounds - 1);
  }

  /** How many faults there were. */
  get faults(): number {
    return this.#faults.length;
  }

  get pushes(): number {
    return this.#sender.deliveries.length;
  }

  /**
   * Pushes at a steady rate while so many faults happen, lets everything come to rest, and pushes once more to each
   * repository, undisturbed.
   * @throws HangingError where it does not come to rest
   */
  async round(faults: number): Promise<void> {
    const { onLine } = this.#options;
    this.#rounds += 1;
    const plan = planFaults(this.roundSeed, faults, this.#targets());
    const over = new AbortController();
    const pushing = this.#pushSteadily(over.signal);
    try {
      const records = await runFaults(plan, this.#victims(), ({ target, kind, from, to }) =>
        onLine(`${kind} ${target} for ${((to - from) / 1_000).toFixed(1)} s`),
      );
      this.#faults.push(...records);
    } finally {
      over.abort();
      await pushing;
    }
    await this.#rest();
    for (const repository of this.#repositories) {
      this.#sender.send(await repository.push(this.#random), true);
    }
    await this.#rest();
    await this.#loseAnIndex();
    await this.#rest();
  }

  /** Reads everything that the checker needs. */
  async history(): Promise<History> {
    const { brokers } = this.#broker;
    const [events, feed] = [
      await readTopic(brokers, 'runbook.events'),
      await readTopic(brokers, 'runbook.jobs'),
    ];
    const ledger = await readLedger(this.#ledger);
    const names = this.#repositories.map(({ name }) => name);
    return {
      events: events.events,
      feed: feed.events,
      unreadable: [...events.unreadable, ...feed.unreadable],
      ledger,
      deliveries: this.#sender.deliveries,
      servers: await Promise.all(
        this.#cluster.servers.map(({ member, url }) =>
          readServer({ name: member.name, url, data: member.data }, names),
        ),
      ),
      faults: this.#faults,
      ended: this.#ended,
      alive: livingProcesses(ledger),
    };
  }

  /** Ends every process. The folder stays. */
  async remove(): Promise<void> {
    await this.#cluster.remove();
    await this.#broker.stop();
  }

  async #register(): Promise<void> {
    const access = ['--server', this.#cluster.url, '--token', this.#cluster.token];
    for (const repository of this.#repositories) {
      await repository.make();
      const add = ['repo', 'add', repository.name, repository.bare, '--secret', WEBHOOK_SECRET];
      await promisify(execFile)(process.execPath, [PROGRAM, ...add, ...access]);
    }
  }

  #targets(): Target[] {
    const { servers, orchestrators, workers } = this.#cluster;
    const targets: Target[] = [
      ...servers.map(({ member: { name } }) => ({ name, kind: 'server' as const })),
      ...orchestrators.map(({ name }) => ({ name, kind: 'orchestrator' as const })),
      ...workers.map(({ name }) => ({ name, kind: 'worker' as const })),
    ];
    return this.#broker.kind === 'given' ? targets : [...targets, { name: BROKER, kind: 'broker' }];
  }

  #victims(): ReadonlyMap<string, Victim> {
    const broker = this.#broker;
    const victims = new Map<string, Victim>(this.#cluster.members.map((member) => [member.name, member]));
    return victims.set(BROKER, {
      kill: () => broker.kill(),
      freeze: () => broker.freeze(),
      thaw: () => broker.thaw(),
      // It may be killed again before it answers; that it does in the end is seen by everything coming to rest.
      start: async () => void broker.restart().catch(() => undefined),
    });
  }

  async #pushSteadily(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#sender.send(await this.#random.pick(this.#repositories).push(this.#random), false);
      await wait(this.#random.between(...PUSH_EVERY), undefined, { signal }).catch(() => undefined);
    }
  }

  /** The last server makes its index anew, and must show the same afterwards. */
  async #loseAnIndex(): Promise<void> {
    const server = this.#cluster.servers.at(-1);
    if (server === undefined) return;
    await server.member.kill();
    for (const end of ['', '-wal', '-shm'])
      await rm(join(server.member.data, `index.db${end}`), { force: true });
    await server.member.start();
  }

  async #rest(): Promise<void> {
    await this.#sender.allSent();
    await untilSettled({
      servers: this.#cluster.servers.map(({ url }) => url),
      repositories: this.#repositories.map(({ name }) => name),
      deliveries: this.#sender.deliveries,
    });
  }
}
