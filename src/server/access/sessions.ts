import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { equalInConstantTime } from './constant-time.ts';

/** A browser that is signed in. */
export interface Session {
  /** Random; a session is known by it after it was ended. */
  readonly id: string;
  /** Seconds since 1970 UTC. */
  readonly expiresAt: number;
}

/** Remembers the sessions that were ended before they expired. */
export interface EndedSessions {
  has(id: string): boolean;
  /** @param expiresAt seconds since 1970 UTC, after which it may be forgotten */
  add(id: string, expiresAt: number): void;
}

/** Seconds that a browser stays signed in: 30 days. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** 128 random bits, as OWASP's "Session Management Cheat Sheet" asks for at least 64. */
const ID_BYTES = 16;
/** Version, id, seconds in base 36, HMAC-SHA-256 in base64url. */
const FORM = /^(v1\.([\w-]{22})\.([0-9a-z]{1,9}))\.([\w-]{43})$/;

/**
 * Sessions that are kept by the browsers only: what a browser shows is signed under a key made from the token, so
 * that it outlives a restart, is good at every server with the same token, and ends when the token changes.
 */
export class Sessions {
  readonly #key: Buffer;
  readonly #ended: EndedSessions;
  readonly #now: () => number;

  /** @param options `now`: milliseconds since 1970 UTC */
  constructor(options: {
    readonly token: string;
    readonly ended: EndedSessions;
    readonly now: () => number;
  }) {
    this.#key = Buffer.from(hkdfSync('sha256', options.token, '', 'runbook session v1', 32));
    this.#ended = options.ended;
    this.#now = options.now;
  }

  /** What a browser is to show from now on, for `SESSION_SECONDS`: letters, digits, `.`, `-` and `_`. */
  open(): string {
    const id = randomBytes(ID_BYTES).toString('base64url');
    const expiresAt = Math.floor(this.#now() / 1_000) + SESSION_SECONDS;
    const signed = `v1.${id}.${expiresAt.toString(36)}`;
    return `${signed}.${this.#signatureOf(signed)}`;
  }

  /** The session that a browser shows; null where it shows none that is good now. */
  find(shown: string): Session | null {
    const [, signed = '', id = '', expires = '', signature = ''] = FORM.exec(shown) ?? [];
    // Texts are compared, not bytes: base64url has several spellings of the same bytes.
    if (signed === '' || !equalInConstantTime(signature, this.#signatureOf(signed))) return null;
    const expiresAt = Number.parseInt(expires, 36);
    if (expiresAt * 1_000 <= this.#now() || this.#ended.has(id)) return null;
    return { id, expiresAt };
  }

  /** Makes that it opens nothing any more, whoever shows it. */
  end({ id, expiresAt }: Session): void {
    this.#ended.add(id, expiresAt);
  }

  #signatureOf(signed: string): string {
    return createHmac('sha256', this.#key).update(signed).digest('base64url');
  }
}
