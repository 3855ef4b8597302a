import type { Services } from '../services.ts';
import { workerView } from '../views/index.ts';
import type { StreamClient } from './client.ts';
import type { Distribution } from './distribution.ts';
import { messageText } from './message.ts';

/** Milliseconds between two looks for workers that fell silent: as often as they are heard of. */
const LOOK_MS = 3_000;

/** Tells the readers that want it what is heard of workers. */
export class WorkerNews {
  readonly #services: Services;
  readonly #readers = new Set<StreamClient>();
  readonly #stop: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(services: Services, distribution: Distribution) {
    this.#services = services;
    this.#stop = services.workers.onHeard((heard) => {
      if (this.#readers.size === 0) return;
      const data = heard.kind === 'left' ? { left: heard.worker } : { worker: workerView(heard.worker) };
      const text = Buffer.from(messageText({ event: 'worker', data }));
      distribution.send(this.#readers, () => text);
    });
  }

  /** Returns what ends it. */
  watch(reader: StreamClient): () => void {
    this.#readers.add(reader);
    this.#timer ??= setInterval(() => this.#services.workers.present(this.#services.now()), LOOK_MS);
    return () => {
      this.#readers.delete(reader);
      if (this.#readers.size === 0) this.#endTimer();
    };
  }

  close(): void {
    this.#stop();
    this.#endTimer();
  }

  #endTimer(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
