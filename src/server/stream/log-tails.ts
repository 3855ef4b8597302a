import type { JobId } from '../../events/index.ts';
import type { Services } from '../services.ts';
import type { ToldChanges } from './change-feed.ts';
import type { StreamClient } from './client.ts';
import type { Distribution } from './distribution.ts';
import { LogTail, type TailedStep } from './log-tail.ts';

interface WatchedTail {
  readonly tail: LogTail;
  readonly readers: Set<StreamClient>;
}

/** The logs that readers of the stream watch: one tail for each, however many they are. */
export class LogTails {
  readonly #services: Services;
  readonly #distribution: Distribution;
  readonly #jobs = new Map<JobId, Map<number, WatchedTail>>();
  readonly #stops: readonly (() => void)[];

  constructor(services: Services, distribution: Distribution) {
    this.#services = services;
    this.#distribution = distribution;
    const stopChanges = services.changes.listen((told) => this.#changed(told));
    const stopSettled = services.output?.onSettled(() => this.#wakeAll());
    this.#stops = stopSettled === undefined ? [stopChanges] : [stopChanges, stopSettled];
  }

  /** Sends a reader the newest message on a step's log and those that follow. Returns what ends it. */
  watch(reader: StreamClient, step: TailedStep): () => void {
    const { tail, readers } = this.#tailOf(step);
    readers.add(reader);
    if (tail.last !== null) reader.write(tail.last);
    return () => {
      readers.delete(reader);
      if (readers.size > 0) return;
      tail.stop();
      const steps = this.#jobs.get(step.job);
      if (steps?.get(step.step)?.tail === tail) steps.delete(step.step);
      if (steps?.size === 0) this.#jobs.delete(step.job);
    };
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const { tail } of this.#all()) tail.stop();
    this.#jobs.clear();
  }

  #tailOf(step: TailedStep): WatchedTail {
    const steps = this.#jobs.get(step.job) ?? new Map<number, WatchedTail>();
    this.#jobs.set(step.job, steps);
    const known = steps.get(step.step);
    if (known !== undefined) return known;
    const readers = new Set<StreamClient>();
    const send = (message: Buffer): void => this.#distribution.send(readers, () => message);
    const watched = { tail: new LogTail(this.#services, step, send), readers };
    steps.set(step.step, watched);
    watched.tail.start();
    return watched;
  }

  #changed({ changes }: ToldChanges): void {
    if (changes.some(({ kind }) => kind === 'reset')) this.#wakeAll();
    for (const change of changes) {
      if (change.kind !== 'job' && change.kind !== 'step') continue;
      for (const { tail } of this.#jobs.get(change.job)?.values() ?? []) tail.wake();
    }
  }

  #wakeAll(): void {
    for (const { tail } of this.#all()) tail.wake();
  }

  #all(): readonly WatchedTail[] {
    return [...this.#jobs.values()].flatMap((steps) => [...steps.values()]);
  }
}
