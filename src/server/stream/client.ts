import type { Response } from 'express';
import type { StreamFilter } from './telling.ts';

/** The bytes that may wait for a slow reader before it is dropped; it may come back with its last id. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** One reader of the stream. */
export class StreamClient {
  readonly filter: StreamFilter;
  readonly #response: Response;

  constructor(response: Response, filter: StreamFilter) {
    this.#response = response;
    this.filter = filter;
  }

  /** Sends whole messages. */
  write(text: string | Uint8Array): void {
    if (this.#response.destroyed) return;
    this.#response.write(text);
    if (this.#response.writableLength > MOST_WAITING_BYTES) this.drop();
  }

  /** Lets the reader go; it may come back. */
  drop(): void {
    this.#response.destroy();
  }

  /** Shows that the stream lives. */
  beat(): void {
    this.write(': alive\n\n');
  }
}
