import type { FoldedEvent, RunIndex } from '../../store/index.ts';
import { type Change, changesOf } from './change.ts';
import type { StreamPosition } from './position.ts';

/** The changes kept for readers that come back, unless told otherwise. */
const CHANGES_KEPT = 10_000;

/** Gets the changes of one batch of events, in order. */
export type ChangeListener = (changes: readonly Change[]) => void;

/** Tells what changes in the index, and remembers the newest changes for readers that were away. */
export class ChangeFeed {
  readonly #index: RunIndex;
  readonly #most: number;
  readonly #kept: Change[] = [];
  /** The newest offset of every partition that is not kept: a reader that was there has missed nothing before. */
  #floor: Map<number, number>;
  readonly #listeners = new Set<ChangeListener>();
  readonly #stops: readonly (() => void)[];

  /** @param most how many changes are kept */
  constructor(index: RunIndex, most: number = CHANGES_KEPT) {
    this.#index = index;
    this.#most = most;
    this.#floor = new Map(index.position);
    this.#stops = [index.onProjected((events) => this.#add(events)), index.onAnew(() => this.#beginAnew())];
  }

  /** Where the feed is now. */
  get position(): StreamPosition {
    return this.#index.position;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** The changes after a position; null where some of them are not kept any more. */
  since(position: StreamPosition): readonly Change[] | null {
    for (const [partition, offset] of this.#floor) {
      if ((position.get(partition) ?? -1) < offset) return null;
    }
    return this.#kept.filter(({ partition, offset }) => offset > (position.get(partition) ?? -1));
  }

  /** Returns what ends it. */
  listen(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#listeners.clear();
  }

  /** No change says what the index is now. */
  #beginAnew(): void {
    this.#kept.length = 0;
    this.#floor = new Map(this.#index.position);
    const reason = 'The index was made anew.';
    const resets = [...this.#floor].map(([partition, offset]) => ({
      partition,
      offset,
      kind: 'reset' as const,
      reason,
    }));
    for (const listener of this.#listeners) listener(resets);
  }

  #add(events: readonly FoldedEvent[]): void {
    const changes = events.flatMap(changesOf);
    this.#kept.push(...changes);
    for (const dropped of this.#kept.splice(0, Math.max(0, this.#kept.length - this.#most))) {
      this.#floor.set(dropped.partition, dropped.offset);
    }
    for (const listener of this.#listeners) listener(changes);
  }
}
