import type { StreamShapes } from '../../server/shapes/index.ts';
import { pathWith } from './client.ts';
import { setConnection } from './connection.ts';

/** One message of `/api/stream`, by its event's name. */
export type LiveMessage = {
  [Event in keyof StreamShapes]: { readonly event: Event; readonly data: StreamShapes[Event] };
}[keyof StreamShapes];

/** What of the stream a page wants: the API's own parameters. */
export type LiveParameters = { readonly [name: string]: string | number | undefined };

/** Names of the events that are listened to. */
const EVENTS: readonly LiveMessage['event'][] = [
  'hello',
  'reset',
  'run',
  'job',
  'step',
  'delivery',
  'log',
  'worker',
];
/** Milliseconds before another try: at first, and at most. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** Milliseconds for which a page that is not seen keeps its stream: browsers allow few connections to one server. */
const HIDDEN_MS = 5_000;

/**
 * Follows `/api/stream` for one page. It goes on after the last message it has seen, over lost connections, restarts
 * of the server and times in which nobody looks at the page.
 */
export class LiveStream {
  readonly #parameters: LiveParameters;
  readonly #onMessage: (message: LiveMessage) => void;
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT_MS;
  #position = '';
  #closed = false;

  /** @param onMessage for each message; `hello` is the first of every connection: what has no resume is read again then */
  constructor(parameters: LiveParameters, onMessage: (message: LiveMessage) => void) {
    this.#parameters = parameters;
    this.#onMessage = onMessage;
    document.addEventListener('visibilitychange', this.#onVisibility);
    if (!document.hidden) this.#open();
  }

  close(): void {
    this.#closed = true;
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#stop();
    setConnection('idle');
  }

  readonly #onVisibility = (): void => {
    clearTimeout(this.#timer);
    if (document.hidden) this.#timer = setTimeout(() => this.#stop(), HIDDEN_MS);
    else if (this.#source === null) this.#open();
  };

  #stop(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #open(): void {
    if (this.#closed) return;
    this.#stop();
    const source = new EventSource(pathWith('/api/stream', { ...this.#parameters, after: this.#position }));
    this.#source = source;
    for (const event of EVENTS) {
      source.addEventListener(event, (message: MessageEvent<string>) => this.#take(event, message));
    }
    source.addEventListener('error', () => this.#lost(source));
  }

  #take(event: LiveMessage['event'], { data, lastEventId }: MessageEvent<string>): void {
    if (lastEventId !== '') this.#position = lastEventId;
    this.#wait = FIRST_WAIT_MS;
    setConnection('live');
    this.#onMessage({ event, data: JSON.parse(data) });
  }

  /** The browser's own reconnecting gives up where the server answers with an error, as it does while it starts. */
  #lost(source: EventSource): void {
    if (source !== this.#source) return;
    this.#stop();
    setConnection('lost');
    // Not all pages at once, when a server is back.
    const wait = this.#wait * (0.75 + Math.random() / 2);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    if (!document.hidden) this.#timer = setTimeout(() => this.#open(), wait);
  }
}
