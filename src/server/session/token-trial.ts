import { setTimeout as wait } from 'node:timers/promises';
import { HttpProblem } from '../http/problem.ts';

/** Milliseconds that a wrong token costs. */
const WRONG_TOKEN_MS = 1_000;
/** The most wrong tokens that wait at a time. */
const MOST_WAITING = 5;

/**
 * Makes guessing slow: a wrong token is answered late, few at a time, and while they wait no other is looked at. So
 * all callers together have five guesses a second, at a token of 20 characters at least.
 */
export class TokenTrial {
  readonly #delayMs: number;
  #waiting = 0;

  /** @param delayMs milliseconds that a wrong token costs */
  constructor(delayMs = WRONG_TOKEN_MS) {
    this.#delayMs = delayMs;
  }

  /**
   * Whether the token is the right one; at once where it is.
   * @param closing ends the wait
   * @throws HttpProblem 429 where too many wrong ones wait
   */
  async passes(isRight: () => boolean, closing: AbortSignal): Promise<boolean> {
    if (this.#waiting >= MOST_WAITING) {
      throw new HttpProblem(429, 'Too many wrong tokens were sent just now; try again in some seconds.', {
        headers: { 'Retry-After': '2' },
      });
    }
    if (isRight()) return true;
    this.#waiting += 1;
    try {
      await wait(this.#delayMs, undefined, { signal: closing });
    } catch (error) {
      if (!closing.aborted) throw error;
    } finally {
      this.#waiting -= 1;
    }
    return false;
  }
}
