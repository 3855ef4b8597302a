import type { Services } from '../services.ts';
import type { StreamClient } from './client.ts';
import { Distribution } from './distribution.ts';
import type { TailedStep } from './log-tail.ts';
import { LogTails } from './log-tails.ts';
import { Telling } from './telling.ts';
import { WorkerNews } from './worker-news.ts';

/** What a reader hears beside changes. */
export interface ExtraWishes {
  /** The log to watch; null: none. */
  readonly log: TailedStep | null;
  readonly workers: boolean;
}

/** All readers of the stream. */
export class Audience {
  readonly #readers = new Set<StreamClient>();
  readonly #tails: LogTails;
  readonly #workers: WorkerNews;
  readonly #stop: () => void;

  constructor(services: Services) {
    const distribution = new Distribution((error) =>
      services.logger.error({ err: error }, 'Readers of the stream cannot be told what changed'),
    );
    this.#tails = new LogTails(services, distribution);
    this.#workers = new WorkerNews(services, distribution);
    this.#stop = services.changes.listen((told) => {
      if (this.#readers.size === 0) return;
      const telling = new Telling(services.index, told);
      distribution.send(this.#readers, ({ filter }) => telling.textFor(filter));
    });
  }

  get size(): number {
    return this.#readers.size;
  }

  /** A reader gets everything from now on that it wants. Returns what ends it. */
  add(reader: StreamClient, { log, workers }: ExtraWishes): () => void {
    this.#readers.add(reader);
    const stops: (() => void)[] = [() => this.#readers.delete(reader)];
    if (log !== null) stops.push(this.#tails.watch(reader, log));
    if (workers) stops.push(this.#workers.watch(reader));
    return () => {
      for (const stop of stops) stop();
    };
  }

  close(): void {
    this.#stop();
    this.#tails.close();
    this.#workers.close();
  }
}
