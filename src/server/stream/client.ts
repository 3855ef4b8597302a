import type { Response } from 'express';
import type { RepositoryName, RunId } from '../../events/index.ts';
import type { RunIndex } from '../../store/index.ts';
import type { Change } from './change.ts';
import { messageOf, messageText, type StreamMessage } from './message.ts';
import { positionText, type StreamPosition } from './position.ts';

/** What a reader wants to hear of; absent: everything. */
export interface StreamFilter {
  readonly repository?: RepositoryName;
  /** This run, its jobs and steps only. */
  readonly run?: RunId;
}

/** The bytes that may wait for a slow reader before it is dropped; it may come back with its last id. */
const MOST_WAITING_BYTES = 1024 * 1024;

/** One reader of the stream. */
export class StreamClient {
  readonly #index: RunIndex;
  readonly #response: Response;
  readonly #filter: StreamFilter;
  readonly #position: Map<number, number>;

  constructor(index: RunIndex, response: Response, filter: StreamFilter, position: StreamPosition) {
    this.#index = index;
    this.#response = response;
    this.#filter = filter;
    this.#position = new Map(position);
  }

  /** Sends those changes that the reader wants, one message for all changes of one thing. */
  tell(changes: readonly Change[]): void {
    const newest = new Map<string, Change>();
    for (const change of changes) {
      if (!this.#wants(change)) continue;
      const key = identityOf(change);
      newest.delete(key);
      newest.set(key, change);
    }
    const told = [...newest.values()];
    for (const [index, change] of told.entries()) {
      const next = told[index + 1];
      const isLastOfEvent = next?.partition !== change.partition || next.offset !== change.offset;
      // Whoever is cut off between two messages of one event gets both again, and never misses the second.
      if (isLastOfEvent) this.#position.set(change.partition, change.offset);
      const message = messageOf(this.#index, change);
      if (message !== null) this.send(message);
    }
  }

  /** Sends one message under the present position. */
  send(message: StreamMessage): void {
    this.#write(messageText(message, positionText(this.#position)));
  }

  /** Shows that the stream lives. */
  beat(): void {
    this.#write(': alive\n\n');
  }

  #write(text: string): void {
    if (this.#response.destroyed) return;
    this.#response.write(text);
    if (this.#response.writableLength > MOST_WAITING_BYTES) this.#response.destroy();
  }

  #wants(change: Change): boolean {
    if (change.kind === 'reset') return true;
    const { repository, run } = this.#filter;
    if (repository !== undefined && change.repository !== repository) return false;
    return run === undefined || (change.kind !== 'delivery' && change.run === run);
  }
}

function identityOf(change: Change): string {
  switch (change.kind) {
    case 'run':
      return `run ${change.run}`;
    case 'job':
      return `job ${change.job}`;
    case 'step':
      return `step ${change.job} ${change.step}`;
    case 'delivery':
      return `delivery ${change.repository} ${change.delivery}`;
    case 'reset':
    default:
      return 'reset';
  }
}
