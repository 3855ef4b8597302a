import type { QueryKey } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { queryClient } from './query-client.ts';
import { Throttle } from './throttle.ts';

/** Milliseconds between two readings, however much changes. */
const READ_MS = 400;

/**
 * Gives what makes a page read again what it has read, a few times a second at most.
 * @param keys what is read again, by the beginnings of its keys
 */
export function useReadingAgain(keys: readonly QueryKey[]): () => void {
  // Pages name their keys anew whenever they are drawn.
  const text = JSON.stringify(keys);
  const reading = useMemo(() => {
    const wanted: readonly QueryKey[] = JSON.parse(text);
    return new Throttle(
      () => Promise.all(wanted.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
      READ_MS,
    );
  }, [text]);
  useEffect(() => {
    reading.start();
    return () => reading.stop();
  }, [reading]);
  return () => reading.ask();
}
