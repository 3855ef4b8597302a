import type { WorkerId } from '../../events/index.ts';
import type { Services } from '../services.ts';
import { workerView } from '../views/index.ts';
import type { WorkerHeard } from '../worker-roster.ts';
import type { StreamClient } from './client.ts';
import type { Distribution } from './distribution.ts';
import { messageText } from './message.ts';

/** Milliseconds for which news is gathered: what workers have in hand is looked up once for all of it. */
const GATHER_MS = 100;
/** Milliseconds between two looks for workers that fell silent: as often as they are heard of. */
const LOOK_MS = 3_000;

/** Tells the readers that want it what is heard of workers. */
export class WorkerNews {
  readonly #services: Services;
  readonly #distribution: Distribution;
  readonly #readers = new Set<StreamClient>();
  readonly #stop: () => void;
  /** Of each worker the newest that was not told. */
  readonly #heard = new Map<WorkerId, WorkerHeard>();
  #telling: NodeJS.Timeout | null = null;
  #looking: NodeJS.Timeout | null = null;

  constructor(services: Services, distribution: Distribution) {
    this.#services = services;
    this.#distribution = distribution;
    this.#stop = services.workers.onHeard((heard) => {
      if (this.#readers.size === 0) return;
      this.#heard.set(heard.kind === 'left' ? heard.worker : heard.worker.heartbeat.worker, heard);
      this.#telling ??= setTimeout(() => this.#tell(), GATHER_MS);
    });
  }

  /** Returns what ends it. */
  watch(reader: StreamClient): () => void {
    this.#readers.add(reader);
    const { workers, now } = this.#services;
    this.#looking ??= setInterval(() => workers.present(now()), LOOK_MS);
    return () => {
      this.#readers.delete(reader);
      if (this.#readers.size === 0) this.#rest();
    };
  }

  close(): void {
    this.#stop();
    this.#rest();
  }

  #tell(): void {
    const jobs = this.#services.index.workerJobs.byWorker();
    const messages = [...this.#heard].map(([worker, heard]) =>
      messageText({
        event: 'worker',
        data:
          heard.kind === 'left'
            ? { left: worker }
            : { worker: workerView(heard.worker, jobs.get(worker) ?? []) },
      }),
    );
    this.#forget();
    const text = Buffer.from(messages.join(''));
    this.#distribution.send(this.#readers, () => text);
  }

  #rest(): void {
    this.#forget();
    if (this.#looking !== null) clearInterval(this.#looking);
    this.#looking = null;
  }

  #forget(): void {
    if (this.#telling !== null) clearTimeout(this.#telling);
    this.#telling = null;
    this.#heard.clear();
  }
}
