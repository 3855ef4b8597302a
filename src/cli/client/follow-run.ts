import { setTimeout as delay } from 'node:timers/promises';
import type { GraphShape } from '../../server/index.ts';
import { isGraph } from './answers.ts';
import type { ApiClient } from './api-client.ts';
import { eventNames } from './event-stream.ts';
import { FOLLOWER, patiently } from './patience.ts';

/** The state is read again at least this often, in milliseconds, should the stream of events be silent. */
const POLL_MS = 2_000;
/** And not more often than this, however many events come. */
const LEAST_MS = 50;

/**
 * Follows a run: gives its graph now and after every change, the last time when it has concluded.
 * Changes are announced by server-sent events; without them the graph is read every two seconds.
 */
export async function* followRun(client: ApiClient, run: number): AsyncGenerator<GraphShape> {
  const changes = new Changes();
  const stop = new AbortController();
  const listening = listen(client, run, changes, stop.signal);
  const read = (): Promise<GraphShape> => client.get(`/api/runs/${run}/graph`, isGraph);
  try {
    // A server that is not there at all is said at once; one that goes away meanwhile may come back.
    for (let ask = read; ; ask = () => patiently(read)) {
      changes.clear();
      const graph = await ask();
      yield graph;
      if (graph.run.status === 'completed') return;
      await Promise.race([changes.next, timer(POLL_MS, stop.signal)]);
      await delay(LEAST_MS);
    }
  } finally {
    stop.abort();
    await listening;
  }
}

/** A flag that can be waited for. */
class Changes {
  next: Promise<void> = Promise.resolve();
  #announce: () => void = () => undefined;

  clear(): void {
    this.next = new Promise((resolve) => {
      this.#announce = resolve;
    });
  }

  announce(): void {
    this.#announce();
  }
}

async function listen(client: ApiClient, run: number, changes: Changes, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await listenOnce(client, run, changes, signal);
    await timer(FOLLOWER.pauseMs, signal);
  }
}

async function listenOnce(
  client: ApiClient,
  run: number,
  changes: Changes,
  signal: AbortSignal,
): Promise<void> {
  try {
    const response = await client.request('GET', `/api/stream?run=${run}`, {
      accept: 'text/event-stream',
      signal,
    });
    if (response.body === null) return;
    for await (const _name of eventNames(response.body)) changes.announce();
  } catch {
    // The stream only makes it quicker; if the server stays away, reading the graph says so.
  }
}

/** Resolves after a time or when aborted. */
function timer(milliseconds: number, signal: AbortSignal): Promise<void> {
  return delay(milliseconds, undefined, { signal }).catch(() => undefined);
}
