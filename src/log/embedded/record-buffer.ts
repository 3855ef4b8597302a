import type { LogRecord } from '../event-log.ts';

/** The most records of one batch handed to a subscriber. */
export const BATCH_RECORDS = 1_000;
/** A batch is cut once it holds this many characters of values; one record is always given. */
export const BATCH_CHARACTERS = 8 * 1024 * 1024;

/** The newest records of a partition, in memory, with offsets that follow each other. */
export class RecordBuffer {
  #records: LogRecord[] = [];
  /** Index of the first record that still counts; those before it are cut off in one go. */
  #head = 0;
  #end: number;
  #characters = 0;

  /** @param end the offset that the next record will have */
  constructor(end: number) {
    this.#end = end;
  }

  /** The offset of the oldest record held; `end` where none is. */
  get start(): number {
    return this.#end - this.length;
  }

  /** The offset that the next record will have. */
  get end(): number {
    return this.#end;
  }

  get length(): number {
    return this.#records.length - this.#head;
  }

  /** How many characters the values held have together. */
  get characters(): number {
    return this.#characters;
  }

  /** Adds the record with the offset `end`. */
  push(record: LogRecord): void {
    this.#records.push(record);
    this.#characters += record.value.length;
    this.#end = record.offset + 1;
  }

  /** Lets go of the oldest record. */
  dropOldest(): void {
    const oldest = this.#records[this.#head];
    if (oldest === undefined) return;
    this.#head += 1;
    this.#characters -= oldest.value.length;
    if (this.#head > 1_024 && this.#head * 2 > this.#records.length) {
      this.#records = this.#records.slice(this.#head);
      this.#head = 0;
    }
  }

  /** A batch of the records from `from` on, which must be one that is held. */
  batch(from: number): LogRecord[] {
    const first = this.#head + (from - this.start);
    let characters = 0;
    let last = first;
    while (last < this.#records.length && last - first < BATCH_RECORDS) {
      characters += this.#records[last]?.value.length ?? 0;
      if (characters > BATCH_CHARACTERS && last > first) break;
      last += 1;
    }
    return this.#records.slice(first, last);
  }
}
