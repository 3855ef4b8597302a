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
import { type EventLog, InvalidRecordError, type NewRecord, type Topic } from '../../log/index.ts';

/** An append takes records until their values have this many characters; one record alone may have more. */
const APPEND_CHARACTERS = 4 * 1024 * 1024;

/** What the writer of one partition works with. */
export interface PartitionWriterOptions {
  readonly partition: number;
  readonly log: EventLog;
  readonly logger: Logger;
  /** Milliseconds since 1970, for the time that people see in events; nothing is decided by it. */
  readonly now: () => number;
  /** The log does not take a record for workers, for its size; `reason` says how large it is. */
  readonly onUntellable: (draft: FeedDraft, reason: string) => void;
}

/** What is told to workers, with its record. */
interface Told {
  readonly draft: FeedDraft;
  readonly record: NewRecord;
}

/** Puts an owner's drafts on the log: stamped, under their repository's key, in the partition it owns. */
export class PartitionWriter {
  readonly #options: PartitionWriterOptions;
  /** Feeds on their way to the log; none of them rejects. */
  readonly #feeds = new Set<Promise<void>>();

  constructor(options: PartitionWriterOptions) {
    this.#options = options;
  }

  /** The records of the first of these decisions, at least one: as many as one append should have. */
  recordsOf(owner: OwnerId, decisions: readonly Draft<Decision>[]): readonly NewRecord[] {
    const edge = this.#edge(owner);
    const records: NewRecord[] = [];
    let characters = 0;
    for (const draft of decisions) {
      const record = this.#record(owner, draft, stamp(draft, edge));
      characters += record.value.length;
      if (records.length > 0 && characters > APPEND_CHARACTERS) break;
      records.push(record);
    }
    return records;
  }

  /** Resolves when all of the decisions are durable. @throws LogUnavailableError, InvalidRecordError */
  async decide(records: readonly NewRecord[]): Promise<void> {
    await this.#options.log.append('runbook.events', records);
  }

  /** Tells workers. What gets lost here is told again with a later tick. */
  publish(owner: OwnerId, drafts: readonly FeedDraft[]): void {
    const edge = this.#edge(owner);
    let some: Told[] = [];
    let characters = 0;
    for (const draft of drafts) {
      const record = this.#record(owner, draft, stampFeed(draft, edge));
      characters += record.value.length;
      if (some.length > 0 && characters > APPEND_CHARACTERS) {
        this.#tell(some);
        some = [];
        characters = record.value.length;
      }
      some.push({ draft, record });
    }
    if (some.length > 0) this.#tell(some);
  }

  /** The owner's clock on the log. */
  tick(owner: OwnerId): void {
    const { partition } = this.#options;
    const tick = stampPresence({ type: 'tick', owner, partition }, this.#edge(owner));
    this.#feed('runbook.workers', [{ key: owner, value: JSON.stringify(tick) }], () => undefined);
  }

  /** Resolves when no feed is on its way. */
  async settled(): Promise<void> {
    await Promise.all(this.#feeds);
  }

  /** One record that the log does not take must not take the others with it. */
  #tell(told: readonly Told[]): void {
    const records = told.map(({ record }) => record);
    this.#feed('runbook.jobs', records, ({ message }) => {
      const [first, ...others] = told;
      if (others.length > 0) for (const one of told) this.#tell([one]);
      else if (first !== undefined) this.#options.onUntellable(first.draft, message);
    });
  }

  #feed(topic: Topic, records: readonly NewRecord[], onRefused: (error: InvalidRecordError) => void): void {
    const { log, logger, partition } = this.#options;
    const append = async (): Promise<void> => {
      try {
        await log.append(topic, records);
      } catch (error) {
        logger.warn({ partition, topic, err: error }, 'could not publish; trying again later');
        if (error instanceof InvalidRecordError) onRefused(error);
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
