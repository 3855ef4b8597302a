import type { Admin, Kafka } from 'kafkajs';
import { LogUnavailableError } from '../event-log.ts';
import { reasonOf } from './client-errors.ts';

/** Milliseconds that one question to the brokers may take. */
const QUESTION_LIMIT_MS = 10_000;
/** Milliseconds that a connection may take to close. */
const CLOSE_LIMIT_MS = 2_000;

/** Lowest offset held and the one that the next record will have, of one partition. */
export interface OffsetBounds {
  readonly low: number;
  readonly high: number;
}

/** Questions to the brokers. After a failure the next one is asked over a new connection. */
export class AdminSession {
  readonly #kafka: Kafka;
  #connecting: Promise<Admin> | null = null;

  constructor(kafka: Kafka) {
    this.#kafka = kafka;
  }

  /** Asks with a connected client. @throws LogUnavailableError where no answer came */
  async ask<Answer>(
    what: string,
    question: (admin: Admin) => Promise<Answer>,
    limitMs: number = QUESTION_LIMIT_MS,
  ): Promise<Answer> {
    const limit = deadline(limitMs);
    try {
      return await Promise.race([this.#connected().then(question), limit.passed]);
    } catch (error) {
      this.#drop();
      throw new LogUnavailableError(`Kafka did not say ${what}: ${reasonOf(error)}.`, { cause: error });
    } finally {
      limit.clear();
    }
  }

  /** What each partition of a topic holds, in the order of the partitions. @throws LogUnavailableError */
  async bounds(topic: string, limitMs?: number): Promise<readonly OffsetBounds[]> {
    const offsets = await this.ask(
      `where ${topic} begins and ends`,
      (admin) => admin.fetchTopicOffsets(topic),
      limitMs,
    );
    return offsets
      .sort((one, other) => one.partition - other.partition)
      .map(({ low, high }) => ({ low: Number(low), high: Number(high) }));
  }

  async close(): Promise<void> {
    const admin = this.#connecting;
    this.#connecting = null;
    if (admin === null) return;
    const limit = deadline(CLOSE_LIMIT_MS);
    await Promise.race([admin.then((connected) => connected.disconnect()), limit.passed]).catch(
      () => undefined,
    );
    limit.clear();
  }

  #connected(): Promise<Admin> {
    this.#connecting ??= this.#connect();
    return this.#connecting;
  }

  async #connect(): Promise<Admin> {
    const admin = this.#kafka.admin();
    await admin.connect();
    return admin;
  }

  #drop(): void {
    // A connection that hangs is not waited for.
    void this.close();
  }
}

/** A promise that rejects when the time has passed. */
export function deadline(ms: number): { readonly passed: Promise<never>; clear(): void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1_000} seconds`)), ms);
  });
  passed.catch(() => undefined);
  return { passed, clear: () => clearTimeout(timer) };
}
