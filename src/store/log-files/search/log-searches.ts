import { ScanSlots } from './scan-slots.ts';
import { beginScan, scan, type ScannedLog, type ScanProgress } from './scan.ts';
import { searchedText } from './searched-text.ts';

/** Scans at once, and those that may wait. */
const SCANS_AT_ONCE = 2;
const MOST_WAITING = 64;
/** What is remembered: searches, and bytes of what they found. */
const MOST_SEARCHES = 64;
const MOST_BYTES = 64 * 1024 * 1024;

/** What to search for. */
export interface LogSearchText {
  /** Without line breaks. */
  readonly text: string;
  /** Whether `A` and `a` differ. */
  readonly exact: boolean;
}

/** A log that can be opened for a search. */
export interface SearchableLog {
  /** Names this file and no other that was ever at its path. */
  readonly identity: string;
  /** Lines of it that a search has to have seen. */
  readonly lines: number;
  /** Null where it is gone. The search closes the file. */
  readonly open: () => Promise<ScannedLog | null>;
}

interface RunningScan {
  readonly done: Promise<void>;
  readonly abort: AbortController;
  waiting: number;
}

interface Search {
  readonly progress: ScanProgress;
  running: RunningScan | null;
}

/** Searches of logs: what one found is remembered and searched on as its log grows; equal ones share a scan. */
export class LogSearches {
  /** In order of use, the least recent first. */
  readonly #searches = new Map<string, Search>();
  readonly #slots = new ScanSlots(SCANS_AT_ONCE, MOST_WAITING);

  /**
   * What a log has of a text, up to its present end at least.
   * @throws LogSearchBusyError; what `signal` was aborted with. A scan that nobody waits for ends.
   */
  async find(log: SearchableLog, wanted: LogSearchText, signal: AbortSignal): Promise<ScanProgress> {
    const key = JSON.stringify([log.identity, wanted.exact, wanted.text]);
    const search = this.#searches.get(key) ?? { progress: beginScan(), running: null };
    this.#searches.delete(key);
    this.#searches.set(key, search);
    this.#forget();
    while (search.progress.searched < log.lines) {
      search.running ??= this.#begin(log, wanted, search);
      await waitFor(search, search.running, signal);
    }
    return search.progress;
  }

  #begin(log: SearchableLog, { text, exact }: LogSearchText, search: Search): RunningScan {
    const abort = new AbortController();
    const work = async (): Promise<void> => {
      const opened = await log.open();
      if (opened === null) throw new Error('The log was removed while it was searched.');
      try {
        await scan(opened, searchedText(text, exact), search.progress, abort.signal);
      } finally {
        await opened.file.close();
      }
    };
    const running: RunningScan = {
      abort,
      waiting: 0,
      done: this.#slots.run(abort.signal, work).finally(() => {
        if (search.running === running) search.running = null;
      }),
    };
    return running;
  }

  /** Forgets the searches used least recently; not the newest, which has just been asked for. */
  #forget(): void {
    let bytes = [...this.#searches.values()].reduce((sum, { progress }) => sum + progress.matches.bytes, 0);
    for (const [key, search] of this.#searches) {
      if (this.#searches.size <= 1 || (this.#searches.size <= MOST_SEARCHES && bytes <= MOST_BYTES)) return;
      if (search.running !== null) continue;
      bytes -= search.progress.matches.bytes;
      this.#searches.delete(key);
    }
  }
}

/** Waits for a scan as long as `signal` allows; the last one who leaves ends it. */
async function waitFor(search: Search, running: RunningScan, signal: AbortSignal): Promise<void> {
  running.waiting += 1;
  let leave: () => void = () => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
  try {
    await Promise.race([running.done, left]);
  } finally {
    signal.removeEventListener('abort', leave);
    running.waiting -= 1;
    if (running.waiting === 0) {
      // Whoever comes now begins another: this one stops before it changes anything.
      if (search.running === running) search.running = null;
      running.abort.abort();
      running.done.catch(() => undefined);
    }
  }
}
