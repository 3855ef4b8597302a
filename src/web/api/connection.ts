import { useSyncExternalStore } from 'react';

/** Whether changes reach the page as they happen. `idle`: this page has nothing that changes. */
export type Connection = 'idle' | 'live' | 'lost';

let connection: Connection = 'idle';
const listeners = new Set<() => void>();

/** Says how the page's stream is. */
export function setConnection(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const listener of listeners) listener();
}

/** How the page's stream is. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
