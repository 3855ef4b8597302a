import type { FoldedEvent, RunIndex } from '../../store/index.ts';
import { type Change, changesOf } from './change.ts';
import type { StreamPosition } from './position.ts';

/** The changes kept for readers that come back, unless told otherwise. */
const CHANGES_KEPT = 10_000;

/**
 * Milliseconds for which changes are gathered before they are told. Nobody sees so short a delay, and the first step of
 * a push has mostly begun before five hundred readers are written to.
 */
const GATHER_MS = 50;

/** Changes that are told together, in order. */
export interface ToldChanges {
  readonly changes: readonly Change[];
  /** Where a reader is that has been told everything before. */
  readonly after: StreamPosition;
}

export type ChangeListener = (told: ToldChanges) => void;

/** Tells what changes in the index, and remembers the newest changes for readers that were away. */
export class ChangeFeed {
  readonly #index: RunIndex;
  readonly #most: number;
  readonly #gatherMs: number;
  readonly #kept: Change[] = [];
  /** The newest offset of every partition that is not kept: a reader that was there has missed nothing before. */
  #floor: Map<number, number>;
  /** What happened since the last time. */
  #gathered: FoldedEvent[] = [];
  #timer: NodeJS.Timeout | null = null;
  #position: StreamPosition;
  readonly #listeners = new Set<ChangeListener>();
  readonly #stops: readonly (() => void)[];

  /** @param options how many changes are kept, and for how many milliseconds they are gathered (0: each is told by itself) */
  constructor(index: RunIndex, options: { readonly most?: number; readonly gatherMs?: number } = {}) {
    this.#index = index;
    this.#most = options.most ?? CHANGES_KEPT;
    this.#gatherMs = options.gatherMs ?? GATHER_MS;
    this.#floor = new Map(index.position);
    this.#position = new Map(index.position);
    this.#stops = [
      index.onProjected((events) => this.#gather(events)),
      index.onAnew(() => this.#beginAnew()),
    ];
  }

  /** Up to where everything was told. */
  get position(): StreamPosition {
    return this.#position;
  }

  /** The changes told after a position; null where some of them are not kept any more. */
  since(position: StreamPosition): readonly Change[] | null {
    for (const [partition, offset] of this.#floor) {
      if ((position.get(partition) ?? -1) < offset) return null;
    }
    return this.#kept.filter(({ partition, offset }) => offset > (position.get(partition) ?? -1));
  }

  /** Calls the listener with what happened, soon after; it must not throw. Returns what ends it. */
  listen(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#forgetGathered();
    this.#listeners.clear();
  }

  /** No change says what the index is now. */
  #beginAnew(): void {
    this.#forgetGathered();
    this.#kept.length = 0;
    this.#floor = new Map(this.#index.position);
    const reason = 'The index was made anew.';
    const resets = [...this.#floor].map(([partition, offset]) => ({
      partition,
      offset,
      kind: 'reset' as const,
      reason,
    }));
    this.#tell(resets, new Map(this.#index.position));
  }

  #gather(events: readonly FoldedEvent[]): void {
    for (const event of events) this.#gathered.push(event);
    if (this.#gatherMs === 0) this.#tellGathered();
    else this.#timer ??= setTimeout(() => this.#tellGathered(), this.#gatherMs);
  }

  #tellGathered(): void {
    const events = this.#gathered;
    this.#forgetGathered();
    const changes = events.flatMap(changesOf);
    for (const change of changes) this.#kept.push(change);
    for (const dropped of this.#kept.splice(0, Math.max(0, this.#kept.length - this.#most))) {
      this.#floor.set(dropped.partition, dropped.offset);
    }
    const position = new Map(this.#position);
    for (const { partition, offset } of events) position.set(partition, offset);
    this.#tell(changes, position);
  }

  #tell(changes: readonly Change[], position: StreamPosition): void {
    const after = this.#position;
    this.#position = position;
    if (changes.length === 0) return;
    for (const listener of this.#listeners) listener({ changes, after });
  }

  #forgetGathered(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#gathered = [];
  }
}
