import { isRunId, MAX_PARTITIONS, type RunId } from '../../events/index.ts';
import { type Database, numberIn } from '../sqlite/index.ts';
import { identity } from './columns.ts';
import type { EventPlace } from './run-documents.ts';

/** A finished run and the event up to which its `run.json` is, or is to be, true. */
export interface RunFileMark {
  readonly run: RunId;
  readonly upTo: EventPlace;
}

/**
 * Which finished runs have no `run.json` yet. The marks are made in the transaction that shows the run as
 * finished, so that a crash between the two is made up for by whoever looks again.
 */
export class RunFileMarks {
  readonly #complete;
  readonly #reopen;
  readonly #unwritten;
  readonly #written;
  readonly #imported;
  readonly #ofRun;
  readonly #newest;

  constructor(database: Database) {
    this.#complete = database.prepare(
      `REPLACE INTO run_files (run, offset, timestamp, is_written) VALUES (?, ?, ?, 0)`,
    );
    this.#reopen = database.prepare(`DELETE FROM run_files WHERE run = ? AND is_written = 0`);
    this.#unwritten = database.prepare(
      `SELECT run, offset, timestamp FROM run_files WHERE is_written = 0 AND run > ? ORDER BY run LIMIT ?`,
    );
    this.#written = database.prepare(`UPDATE run_files SET is_written = 1 WHERE run = ? AND offset = ?`);
    this.#imported = database.prepare(
      `REPLACE INTO run_files (run, offset, timestamp, is_written) VALUES (?, ?, ?, 1)`,
    );
    this.#ofRun = database.prepare(`SELECT offset FROM run_files WHERE run = ?`);
    this.#newest = database.prepare(
      `SELECT max(offset) AS offset FROM run_files WHERE run % ${MAX_PARTITIONS} = ?`,
    );
  }

  /** The run is over by the event at `upTo`. */
  complete(run: RunId, { offset, timestamp }: EventPlace): void {
    this.#complete.run(run, offset, timestamp);
  }

  /** The run goes on: until it is over again there is nothing to write. */
  reopen(run: RunId): void {
    this.#reopen.run(run);
  }

  /** Runs that wait for their file, by id: at most `limit` with an id above `after`. */
  unwritten(after: number, limit: number): readonly RunFileMark[] {
    return this.#unwritten.all(after, limit).map((row) => {
      const run = identity(row, 'run', isRunId);
      const place = { offset: numberIn(row, 'offset'), timestamp: numberIn(row, 'timestamp') };
      return { run, upTo: { partition: run % MAX_PARTITIONS, ...place } };
    });
  }

  /** The file that is true up to this event lies on the disk; false where the run is not the same any more. */
  written({ run, upTo }: RunFileMark): boolean {
    return this.#written.run(run, upTo.offset).changes > 0;
  }

  /** The run came from its file. */
  imported(run: RunId, { offset, timestamp }: EventPlace): void {
    this.#imported.run(run, offset, timestamp);
  }

  /** The offset of the event up to which what the index has of a run is true without its events; -1 where there is none. */
  coveredUntil(run: RunId): number {
    const row = this.#ofRun.get(run);
    return row === undefined ? -1 : numberIn(row, 'offset');
  }

  /** The largest such offset in a partition. */
  newestIn(partition: number): number {
    const row = this.#newest.get(partition);
    return row === undefined || row['offset'] === null ? -1 : numberIn(row, 'offset');
  }
}
