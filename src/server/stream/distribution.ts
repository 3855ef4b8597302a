import { setImmediate as turn } from 'node:timers/promises';
import type { StreamClient } from './client.ts';

/** Milliseconds after which everything else that waits has its turn. */
const TURN_MS = 1;

/**
 * Writes to many readers. A write to one takes tens of microseconds, to five hundred longer than a webhook may wait: so
 * a few at a time are written to, in the order in which they were asked for.
 */
export class Distribution {
  readonly #onError: (error: unknown) => void;
  #last: Promise<void> = Promise.resolve();

  /** @param onError is told why a text could not be made */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /**
   * @param textFor what one of them is sent; null: nothing. Where it throws, all of them are let go: they come back and
   * ask for what they missed.
   */
  send(readers: Iterable<StreamClient>, textFor: (reader: StreamClient) => Uint8Array | null): void {
    const all = [...readers];
    const work = async (): Promise<void> => {
      let began = performance.now();
      for (const reader of all) {
        const text = textFor(reader);
        if (text !== null) reader.write(text);
        if (performance.now() - began < TURN_MS) continue;
        await turn();
        began = performance.now();
      }
    };
    this.#last = this.#last.then(work).catch((error: unknown) => {
      this.#onError(error);
      for (const reader of all) reader.drop();
    });
  }
}
