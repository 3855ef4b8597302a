import type { RunbookEvent } from '../../events/index.ts';
import type { OwnerId } from '../../events/ids.ts';

/**
 * Decisions of one owner that were appended and not all read back yet. Until they are, nothing new is decided:
 * the state does not show them yet, and they would be decided twice.
 */
export class DecisionFlight {
  readonly #owner: OwnerId;
  #remaining: number;
  #effects = 0;

  constructor(owner: OwnerId, decisions: number) {
    this.#owner = owner;
    this.#remaining = decisions;
  }

  /** Notes an event read from the log, ours or not. */
  read(event: RunbookEvent, counted: boolean): void {
    if (counted) this.#effects += 1;
    if ('owner' in event && event.owner === this.#owner) this.#remaining -= 1;
  }

  get landed(): boolean {
    return this.#remaining <= 0;
  }

  /** Whether nothing has changed since: deciding again at once would decide the same again, for ever. */
  get futile(): boolean {
    return this.#effects === 0;
  }
}
