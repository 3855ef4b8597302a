import type { RepositoryName, RunId } from '../../events/index.ts';
import type { RunIndex } from '../../store/index.ts';
import type { ToldChanges } from './change-feed.ts';
import type { Change } from './change.ts';
import { messageOf, messageText } from './message.ts';
import { positionText } from './position.ts';

/** What a reader wants to hear of; absent: everything. */
export interface StreamFilter {
  readonly repository?: RepositoryName;
  /** This run, its jobs and steps only. */
  readonly run?: RunId;
}

/**
 * Changes as text: one message for all changes of one thing. Each message is made once, and all of them once for the
 * readers that want the same.
 */
export class Telling {
  readonly #index: RunIndex;
  readonly #told: readonly Change[];
  /** The position after each, as text; before the first one at -1. */
  readonly #ids: readonly string[];
  readonly #before: string;
  /** By place in `told`: the message; null where the index does not have the thing. */
  readonly #messages = new Map<number, string | null>();
  readonly #texts = new Map<string, Buffer | null>();

  constructor(index: RunIndex, { changes, after }: ToldChanges) {
    this.#index = index;
    this.#told = newestOfEach(changes);
    this.#before = positionText(after);
    const position = new Map(after);
    this.#ids = this.#told.map(({ partition, offset }) => positionText(position.set(partition, offset)));
  }

  /** What a reader is sent; null: nothing. */
  textFor(filter: StreamFilter): Buffer | null {
    const key = `${filter.repository ?? ''} ${filter.run ?? ''}`;
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = this.#write(filter);
    const bytes = text === '' ? null : Buffer.from(text);
    this.#texts.set(key, bytes);
    return bytes;
  }

  #write(filter: StreamFilter): string {
    const wanted = [...this.#told.entries()].filter(([, change]) => wants(filter, change));
    let text = '';
    let id = this.#before;
    for (const [at, [place, change]] of wanted.entries()) {
      const next = wanted[at + 1]?.[1];
      const isLastOfEvent = next?.partition !== change.partition || next.offset !== change.offset;
      // Whoever is cut off between two messages of one event gets both again, and never misses the second.
      if (isLastOfEvent) id = this.#ids[place] ?? id;
      const message = this.#message(place, change);
      if (message !== null) text += `id: ${id}\n${message}`;
    }
    return text;
  }

  #message(place: number, change: Change): string | null {
    const known = this.#messages.get(place);
    if (known !== undefined) return known;
    const message = messageOf(this.#index, change);
    const text = message === null ? null : messageText(message);
    this.#messages.set(place, text);
    return text;
  }
}

/** Of the changes of one thing the last; what it is now is read when it is told. */
function newestOfEach(changes: readonly Change[]): readonly Change[] {
  const newest = new Map<string, Change>();
  for (const change of changes) {
    const key = identityOf(change);
    newest.delete(key);
    newest.set(key, change);
  }
  return [...newest.values()];
}

function wants({ repository, run }: StreamFilter, change: Change): boolean {
  if (change.kind === 'reset') return true;
  if (repository !== undefined && change.repository !== repository) return false;
  return run === undefined || (change.kind !== 'delivery' && change.run === run);
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
