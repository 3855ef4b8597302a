import { randomBytes } from 'node:crypto';

/** Milliseconds that a link is good: a day. */
const LINK_MS = 24 * 60 * 60 * 1_000;

/** 192 random bits. */
const CODE_BYTES = 24;
/** The most links that are good at a time; the oldest is dropped for a new one. */
const MOST_LINKS = 100;

/**
 * The address of a link.
 * @param base where the server is reached, without a slash at the end
 */
export function signInUrl(base: string, code: string): string {
  return `${base}/sign-in/${code}`;
}

/** The codes of links that sign a browser in, each once. In memory only: a restart ends those that were not used. */
export class SignInLinks {
  /** When a code expires, in milliseconds since 1970 UTC; the oldest first. */
  readonly #codes = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A new code, letters, digits, `-` and `_`, and until when it is good, in milliseconds since 1970 UTC. */
  make(): { readonly code: string; readonly expiresAt: number } {
    for (const [code, expiresAt] of this.#codes) {
      if (expiresAt <= this.#now() || this.#codes.size >= MOST_LINKS) this.#codes.delete(code);
    }
    const code = randomBytes(CODE_BYTES).toString('base64url');
    const expiresAt = this.#now() + LINK_MS;
    this.#codes.set(code, expiresAt);
    return { code, expiresAt };
  }

  /** Uses a code up; whether it was good. */
  take(code: string): boolean {
    const expiresAt = this.#codes.get(code);
    this.#codes.delete(code);
    return expiresAt !== undefined && expiresAt > this.#now();
  }
}
