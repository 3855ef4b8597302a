import { type Database, numberIn, numberOrNullIn } from '../sqlite/index.ts';

/** The newest event of a partition that is in the index. */
export interface IndexPosition {
  readonly offset: number;
  /** When the log stamped it (milliseconds since 1970 UTC): by it the log is recognised. Null: not known. */
  readonly timestamp: number | null;
}

/** How far the index has come in every partition. */
export class Positions {
  readonly #save;
  readonly #clear;
  readonly #places = new Map<number, IndexPosition>();
  readonly #offsets = new Map<number, number>();

  constructor(database: Database) {
    this.#save = database.prepare(`REPLACE INTO positions (partition, offset, timestamp) VALUES (?, ?, ?)`);
    this.#clear = database.prepare(`DELETE FROM positions`);
    for (const row of database.prepare(`SELECT partition, offset, timestamp FROM positions`).all()) {
      this.reached(numberIn(row, 'partition'), {
        offset: numberIn(row, 'offset'),
        timestamp: numberOrNullIn(row, 'timestamp'),
      });
    }
  }

  /** By partition. */
  get places(): ReadonlyMap<number, IndexPosition> {
    return this.#places;
  }

  /** The offsets only, by partition. */
  get offsets(): ReadonlyMap<number, number> {
    return this.#offsets;
  }

  /** Stores a position, within the transaction that brings the index there; `reached` follows once it is committed. */
  save(partition: number, { offset, timestamp }: IndexPosition): void {
    this.#save.run(partition, offset, timestamp);
  }

  /** The index is there. */
  reached(partition: number, position: IndexPosition): void {
    this.#places.set(partition, position);
    this.#offsets.set(partition, position.offset);
  }

  /** The index has nothing. */
  clear(): void {
    this.#clear.run();
    this.#places.clear();
    this.#offsets.clear();
  }
}
