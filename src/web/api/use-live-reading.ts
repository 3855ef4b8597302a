import type { QueryKey } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { LiveMessage, LiveParameters } from './live-stream.ts';
import { queryClient } from './query-client.ts';
import { Throttle } from './throttle.ts';
import { useLive } from './use-live.ts';

/** Milliseconds between two readings, however much changes. */
const READ_MS = 400;

/**
 * Reads what a page shows again when the stream tells of something that changes it.
 * @param parameters of `/api/stream`; null: nothing is followed now
 * @param keys what the page has read, by the beginnings of its keys; the same ones as long as the page is shown
 * @param isNews whether a message changes it
 */
export function useLiveReading(
  parameters: LiveParameters | null,
  keys: readonly QueryKey[],
  isNews: (message: LiveMessage) => boolean,
): void {
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
  useLive(parameters, (message) => {
    // `hello`: what changed before the stream began, and what it does not tell of, is read now.
    if (message.event === 'hello' || message.event === 'reset' || isNews(message)) reading.ask();
  });
}
