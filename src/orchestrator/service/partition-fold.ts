import { readEvent, type RepositoryName } from '../../events/index.ts';
import type { LogRecord } from '../../log/index.ts';
import type { FoldedEvent } from '../../store/index.ts';
import { apply, touchedRepositories } from '../apply/index.ts';
import type { PartitionState } from '../state/index.ts';

/** What became of one record. */
export type FoldOutcome =
  | {
      readonly kind: 'folded';
      readonly folded: FoldedEvent;
      /** Why it did not count. */
      readonly reason?: string;
    }
  /** It was folded before: the log hands records over at least once. */
  | { readonly kind: 'repeated' }
  /** It cannot be read and is passed over, alike by every reader. */
  | { readonly kind: 'unreadable'; readonly offset: number; readonly reason: string };

/**
 * The fold of one partition of `runbook.events`. Owners and mere readers share it, so that they cannot disagree
 * about what counted.
 */
export class PartitionFold {
  readonly state: PartitionState;
  /** The repositories that may have changed since whoever snapshots them emptied it. */
  readonly changed = new Set<RepositoryName>();
  #last: number;

  /**
   * @param state with all events folded into it up to `last`; the fold changes it
   * @param last the offset of the newest of them; -1 where there is none
   */
  constructor(state: PartitionState, last: number) {
    this.state = state;
    this.#last = last;
  }

  get partition(): number {
    return this.state.partition;
  }

  /** The offset of the newest record folded or passed over; -1 where there is none. */
  get last(): number {
    return this.#last;
  }

  /**
   * Folds the next record.
   * @throws NewerEventError where a newer version of Runbook wrote it
   */
  fold(record: LogRecord): FoldOutcome {
    const { partition } = this;
    const { offset, timestamp } = record;
    if (offset <= this.#last) return { kind: 'repeated' };
    const read = readEvent(record.value);
    if (read.kind === 'newer') throw new NewerEventError(partition, offset, read.type, read.v);
    this.#last = offset;
    if (read.kind === 'unreadable') return { kind: 'unreadable', offset, reason: read.reason };
    const { event } = read;
    for (const repository of touchedRepositories(this.state, event)) this.changed.add(repository);
    const effect = apply(this.state, { offset, timestamp, event });
    const folded = { partition, offset, timestamp, event, counted: effect.counted };
    return effect.counted ? { kind: 'folded', folded } : { kind: 'folded', folded, reason: effect.reason };
  }
}

/** The log holds an event of a version that this program does not know; it must not go on past it. */
export class NewerEventError extends Error {
  override readonly name = 'NewerEventError';

  constructor(partition: number, offset: number, type: string, v: number) {
    super(
      `Partition ${partition} of runbook.events holds a ${type} of version ${v} at offset ${offset}, ` +
        'written by a newer Runbook: update this one.',
    );
  }
}
