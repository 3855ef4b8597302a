import { useCallback, useSyncExternalStore } from 'react';

/** The part of the page's address after `#`, with it, empty where there is none; and what changes it without a step in the history. */
export function useFragment(): readonly [fragment: string, set: (fragment: string) => void] {
  const fragment = useSyncExternalStore(subscribe, () => location.hash);
  const set = useCallback((next: string) => {
    history.replaceState(history.state, '', next === '' ? location.pathname + location.search : next);
    for (const listener of listeners) listener();
  }, []);
  return [fragment, set];
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('hashchange', listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('hashchange', listener);
    removeEventListener('popstate', listener);
  };
}
