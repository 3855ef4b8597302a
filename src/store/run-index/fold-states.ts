import { type Database, numberIn, numberOrNullIn, SqlValueError } from '../sqlite/index.ts';

/** The fold of a partition as it was after one event, for the next start. */
export interface KeptFold {
  /** The newest event in it. */
  readonly offset: number;
  /** When the log stamped that event: milliseconds since 1970 UTC; null: not known. */
  readonly timestamp: number | null;
  /** As its owner packed it. */
  readonly state: Buffer;
}

/** Keeps the server's folds beside what is made of their events: after a crash both are of one log. */
export class FoldStates {
  readonly #keep;
  readonly #kept;
  readonly #clear;

  constructor(database: Database) {
    this.#keep = database.prepare(
      `REPLACE INTO fold_states (partition, offset, timestamp, state) VALUES (?, ?, ?, ?)`,
    );
    this.#kept = database.prepare(`SELECT offset, timestamp, state FROM fold_states WHERE partition = ?`);
    this.#clear = database.prepare(`DELETE FROM fold_states`);
  }

  /** Keeps a partition's fold in place of an older one. */
  keep(partition: number, { offset, timestamp, state }: KeptFold): void {
    this.#keep.run(partition, offset, timestamp, state);
  }

  /** What is kept of a partition; null: nothing. */
  kept(partition: number): KeptFold | null {
    const row = this.#kept.get(partition);
    if (row === undefined) return null;
    const state = row['state'];
    if (!Buffer.isBuffer(state)) throw new SqlValueError('Column state should hold bytes.');
    return { offset: numberIn(row, 'offset'), timestamp: numberOrNullIn(row, 'timestamp'), state };
  }

  clear(): void {
    this.#clear.run();
  }
}
