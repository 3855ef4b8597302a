import type { Logger } from 'pino';
import {
  type Decision,
  type Draft,
  type FeedDraft,
  type OwnerId,
  stamp,
  stampFeed,
  stampPresence,
} from '../../events/index.ts';
import type { EventLog, NewRecord, Topic } from '../../log/index.ts';

/** What the writer of one partition works with. */
export interface PartitionWriterOptions {
  readonly partition: number;
  readonly log: EventLog;
  readonly logger: Logger;
  /** Milliseconds since 1970, for the time that people see in events; nothing is decided by it. */
  readonly now: () => number;
}

/** Puts an owner's drafts on the log: stamped, under their repository's key, in the partition it owns. */
export class PartitionWriter {
  readonly #options: PartitionWriterOptions;
  /** Feeds on their way to the log; none of them rejects. */
  readonly #feeds = new Set<Promise<void>>();

  constructor(options: PartitionWriterOptions) {
    this.#options = options;
  }

  /** Resolves when all of the decisions are durable. @throws LogUnavailableError */
  async decide(owner: OwnerId, decisions: readonly Draft<Decision>[]): Promise<void> {
    const edge = this.#edge(owner);
    const records = decisions.map((draft) => this.#record(owner, draft, stamp(draft, edge)));
    await this.#options.log.append('runbook.events', records);
  }

  /** Tells workers. What gets lost here is told again with a later tick. */
  publish(owner: OwnerId, drafts: readonly FeedDraft[]): void {
    if (drafts.length === 0) return;
    const edge = this.#edge(owner);
    const records = drafts.map((draft) => this.#record(owner, draft, stampFeed(draft, edge)));
    this.#feed('runbook.jobs', records);
  }

  /** The owner's clock on the log. */
  tick(owner: OwnerId): void {
    const { partition } = this.#options;
    const tick = stampPresence({ type: 'tick', owner, partition }, this.#edge(owner));
    this.#feed('runbook.workers', [{ key: owner, value: JSON.stringify(tick) }]);
  }

  /** Resolves when no feed is on its way. */
  async settled(): Promise<void> {
    await Promise.all(this.#feeds);
  }

  #feed(topic: Topic, records: readonly NewRecord[]): void {
    const { log, logger, partition } = this.#options;
    const append = async (): Promise<void> => {
      try {
        await log.append(topic, records);
      } catch (error) {
        logger.warn({ partition, topic, err: error }, 'could not publish; trying again later');
      }
    };
    const sent = append().finally(() => this.#feeds.delete(sent));
    this.#feeds.add(sent);
  }

  #record(owner: OwnerId, draft: object, stamped: object): NewRecord {
    const { partition } = this.#options;
    const key = 'repository' in draft && typeof draft.repository === 'string' ? draft.repository : owner;
    return { key, partition, value: JSON.stringify(stamped) };
  }

  #edge(owner: OwnerId): { readonly by: string; readonly now: number } {
    return { by: `orchestrator:${owner}`, now: this.#options.now() };
  }
}
