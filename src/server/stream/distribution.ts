import { setImmediate as turn } from 'node:timers/promises';
import type { StreamClient } from './client.ts';

/** Milliseconds after which everything else that waits has its turn. */
const TURN_MS = 2;

/**
 * Writes to many readers. A write to one takes tens of microseconds, to five hundred longer than a webhook may wait: so
 * a few at a time are written to, in the order in which they were asked for.
 */
export class Distribution {
  #last: Promise<void> = Promise.resolve();

  /** @param textFor what one of them is sent; null: nothing */
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
    // A write does not throw: its error belongs to the answer.
    this.#last = this.#last.then(work);
  }
}
