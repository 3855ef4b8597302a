import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { HEARTBEAT_MS, LOSS_LIMIT_MS, type OwnerId, ownerId } from '../../events/index.ts';
import { BackOff, type EventLog } from '../../log/index.ts';
import type { IntakeSource } from '../intake/index.ts';
import { createPresence } from '../presence/index.ts';
import { NewerSnapshotError } from '../snapshot/index.ts';
import type { PartitionState } from '../state/index.ts';
import { OfferHints } from './offer-hints.ts';
import { OfferTelling } from './offer-telling.ts';
import { OwnedPartition } from './owned-partition.ts';
import type { FoldedEvent } from '../../store/index.ts';
import { NewerEventError } from './partition-fold.ts';
import { PresenceReader } from './presence-reader.ts';

/** The group in which orchestrators share the partitions. */
const GROUP = 'runbook-orchestrators';

const FIRST_PAUSE_MS = 250;
const SNAPSHOT_EVENTS = 10_000;
const SNAPSHOT_MS = 10 * 60 * 1_000;

/** What an orchestrator works with. */
export interface OrchestratorOptions {
  readonly log: EventLog;
  readonly intake: IntakeSource;
  readonly logger: Logger;
  /** Must be unguessable and never the same twice; default: a random UUID. */
  readonly newOwnerId?: () => OwnerId;
  /** Milliseconds since 1970 for the time shown in events; default: the machine's clock. */
  readonly now?: () => number;
  /** Milliseconds between two ticks; default: 3,000. */
  readonly heartbeatMs?: number;
  /** Milliseconds of silence, in the log's time, after which a worker is lost; default: 20,000. */
  readonly lossLimitMs?: number;
  /** Milliseconds before a partition is taken over again after a failed append; doubles; default: 250. */
  readonly firstPauseMs?: number;
  /**
   * A snapshot of a partition's state is written after so many events (default: 10,000), and after a tenth of it
   * when the partition is given back. Infinity: never.
   */
  readonly snapshotEvents?: number;
  /** Milliseconds after which one is written if anything happened at all; default: 600,000. Infinity: never. */
  readonly snapshotMs?: number;
}

/** A running orchestrator: decides for the partitions that the group assigns to it. */
export interface Orchestrator {
  /** Whether it decides for every partition assigned to it. */
  readonly ready: boolean;
  /** Why it is not ready, in a sentence; null if it is. */
  readonly problem: string | null;
  /** Calls the listener with every event that counts, from the newest snapshot on; returns how to end it. */
  onCounted(listener: (folded: FoldedEvent) => void): () => void;
  /** Leaves the group and stops; what it did not finish is taken up by the next owner. */
  stop(): Promise<void>;
}

/** Joins the orchestrators and begins to decide. */
export function startOrchestrator(options: OrchestratorOptions): Orchestrator {
  return new RunningOrchestrator(options);
}

class RunningOrchestrator implements Orchestrator {
  readonly #options: OrchestratorOptions;
  readonly #presence = createPresence();
  readonly #partitions = new Map<number, OwnedPartition>();
  readonly #listeners = new Set<(folded: FoldedEvent) => void>();
  readonly #restarts = new Map<number, NodeJS.Timeout>();
  readonly #restartBackOff = new BackOff(1_000, 60_000);
  /** Partitions that were given back and still work on something. */
  readonly #ending = new Set<Promise<void>>();
  readonly #membership: { leave(): Promise<void> };
  readonly #presenceReader: PresenceReader;
  readonly #hints: OfferHints;
  readonly #telling: OfferTelling;
  readonly #ticker: NodeJS.Timeout;
  #assigned: readonly number[] | null = null;

  constructor(options: OrchestratorOptions) {
    this.#options = options;
    const { log, logger, heartbeatMs = HEARTBEAT_MS, lossLimitMs = LOSS_LIMIT_MS } = options;
    const presence = this.#presence;
    this.#hints = new OfferHints({ presence, states: () => this.#states(), lossLimitMs });
    this.#telling = new OfferTelling(this.#hints, this.#partitions);
    this.#presenceReader = new PresenceReader(
      { log, logger, presence },
      {
        onTick: (tick, timestamp) => this.#partitions.get(tick.partition)?.onTick(tick.owner, timestamp),
        onWorkers: ({ left, someoneNew }) => {
          for (const partition of this.#partitions.values()) partition.onWorkers(left);
          if (someoneNew) this.#telling.soon();
        },
      },
    );
    this.#membership = log.join(GROUP, { onAssigned: (partitions) => this.#onAssigned(partitions) });
    this.#ticker = setInterval(() => this.#tick(), heartbeatMs);
  }

  get ready(): boolean {
    return this.problem === null;
  }

  get problem(): string | null {
    if (this.#assigned === null) return 'The orchestrator was not assigned partitions yet.';
    if (this.#presenceReader.problem !== null) return this.#presenceReader.problem;
    for (const partition of this.#partitions.values()) {
      if (partition.problem !== null) return partition.problem;
    }
    const log = this.#options.log.ready();
    return log.ready ? null : `The event log does not take records: ${log.reason ?? 'it does not say why'}.`;
  }

  onCounted(listener: (folded: FoldedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticker);
    this.#telling.stop();
    const left = this.#membership.leave();
    this.#onAssigned([]);
    await Promise.all([left, this.#presenceReader.close(), ...this.#ending]);
  }

  #onAssigned(partitions: readonly number[]): void {
    this.#assigned = partitions;
    for (const partition of this.#partitions.keys()) {
      if (!partitions.includes(partition)) this.#giveBack(partition);
    }
    for (const partition of partitions) {
      if (!this.#partitions.has(partition)) this.#begin(partition);
    }
  }

  #begin(partition: number): void {
    const { log, intake, logger } = this.#options;
    const owned = new OwnedPartition({
      partition,
      log,
      intake,
      logger,
      presence: this.#presence,
      hints: this.#hints,
      newOwnerId: this.#options.newOwnerId ?? randomOwnerId,
      now: this.#options.now ?? Date.now,
      firstPauseMs: this.#options.firstPauseMs ?? FIRST_PAUSE_MS,
      lossLimitMs: this.#options.lossLimitMs ?? LOSS_LIMIT_MS,
      snapshotEvents: this.#options.snapshotEvents ?? SNAPSHOT_EVENTS,
      snapshotMs: this.#options.snapshotMs ?? SNAPSHOT_MS,
      onCounted: (folded) => {
        for (const listener of this.#listeners) listener(folded);
      },
      onOwned: () => this.#telling.soon(),
      onFailed: (error) => this.#onFailed(partition, error),
    });
    this.#partitions.set(partition, owned);
    owned.start();
  }

  #giveBack(partition: number): void {
    clearTimeout(this.#restarts.get(partition));
    this.#restarts.delete(partition);
    const owned = this.#partitions.get(partition);
    if (owned === undefined) return;
    this.#partitions.delete(partition);
    this.#hints.forget(partition);
    const ending = owned.stop().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  /** Begins anew after a pause; what a newer Runbook wrote stays, so that is left to whoever can read it. */
  #onFailed(partition: number, error: Error): void {
    const { logger } = this.#options;
    logger.error({ partition, err: error }, 'the partition is not decided for any more');
    const isNewer = error instanceof NewerEventError || error instanceof NewerSnapshotError;
    if (isNewer || this.#restarts.has(partition)) return;
    const restart = (): void => {
      this.#giveBack(partition);
      this.#begin(partition);
    };
    this.#restarts.set(partition, setTimeout(restart, this.#restartBackOff.next()));
  }

  #tick(): void {
    for (const partition of this.#partitions.values()) partition.tick();
    this.#telling.round();
  }

  /** The states of the partitions that it decides for at this moment. */
  #states(): ReadonlyMap<number, PartitionState> {
    const states = new Map<number, PartitionState>();
    for (const [partition, { ownState }] of this.#partitions) {
      if (ownState !== null) states.set(partition, ownState);
    }
    return states;
  }
}

function randomOwnerId(): OwnerId {
  return ownerId(randomUUID());
}
