import type { FileHandle } from 'node:fs/promises';
import { readStoredLog, type StoredLog } from './stored-log.ts';

/** How many logs are remembered; the marks of one with a hundred million lines take a megabyte. */
const REMEMBERED_LOGS = 16;

interface Remembered {
  readonly size: number;
  readonly modified: number;
  /** While it is being read others wait for it: without an index all of a log is counted, which happens once. */
  readonly log: Promise<StoredLog>;
}

/** Remembers the logs read last, so that who reads a long one piece by piece does not pay for its index each time. */
export class StoredLogCache {
  /** In order of use, the least recent first. */
  readonly #logs = new Map<string, Remembered>();

  /** What `readStoredLog` says, from memory where the file has not changed since. */
  async read(path: string, file: FileHandle): Promise<StoredLog> {
    const { size, mtimeMs } = await file.stat();
    const known = this.#logs.get(path);
    const fresh = known !== undefined && known.size === size && known.modified === mtimeMs;
    const remembered = fresh ? known : { size, modified: mtimeMs, log: readStoredLog(path, file) };
    this.#logs.delete(path);
    this.#logs.set(path, remembered);
    const [oldest] = this.#logs.keys();
    if (this.#logs.size > REMEMBERED_LOGS && oldest !== undefined) this.#logs.delete(oldest);
    const forget = (): void => {
      if (this.#logs.get(path) === remembered) this.#logs.delete(path);
    };
    try {
      const log = await remembered.log;
      // A log that grew while it was read is read again the next time.
      if (log.bytes !== size) forget();
      return log;
    } catch (error) {
      forget();
      throw error;
    }
  }
}
