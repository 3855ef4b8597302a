import { KeyError } from './errors.ts';
import { readIfThere, replacePrivateFile } from './private-file.ts';

/** One session in a line: its id, and when it would have expired, in seconds since 1970 UTC. */
const LINE = /^([\w-]{1,100}) (\d{1,12})$/;

/** The browsers' sessions that were ended before they expired, in a file: only until they expire. */
export class EndedSessions {
  readonly #path: string;
  readonly #now: () => number;
  /** When a session would have expired, by id. */
  readonly #ended: Map<string, number>;

  /**
   * Reads the file where there is one.
   * @param now milliseconds since 1970 UTC
   * @throws KeyError where it holds something else
   */
  constructor(path: string, now: () => number = Date.now) {
    this.#path = path;
    this.#now = now;
    this.#ended = new Map(linesOf(readIfThere(path) ?? '').map((line) => parse(line, path)));
  }

  /** Whether a session was ended. */
  has(id: string): boolean {
    return this.#ended.has(id);
  }

  /**
   * Remembers a session that was ended; what has expired is forgotten.
   * @param expiresAt seconds since 1970 UTC
   */
  add(id: string, expiresAt: number): void {
    this.#ended.set(id, expiresAt);
    for (const [one, time] of this.#ended) {
      if (time * 1_000 <= this.#now()) this.#ended.delete(one);
    }
    replacePrivateFile(this.#path, [...this.#ended].map(([one, time]) => `${one} ${time}\n`).join(''));
  }
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

function parse(line: string, path: string): [string, number] {
  const [, id, time] = LINE.exec(line) ?? [];
  if (id !== undefined && time !== undefined) return [id, Number(time)];
  throw new KeyError(
    `${path} is damaged; delete it and the file token beside it, so that no session that was ended opens again.`,
  );
}
