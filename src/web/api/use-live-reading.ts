import type { QueryKey } from '@tanstack/react-query';
import type { LiveMessage, LiveParameters } from './live-stream.ts';
import { useLive } from './use-live.ts';
import { useReadingAgain } from './use-reading-again.ts';

/**
 * Reads what a page shows again when the stream tells of something that changes it.
 * @param parameters of `/api/stream`; null: nothing is followed now
 * @param keys what the page has read, by the beginnings of its keys
 * @param isNews whether a message changes it
 */
export function useLiveReading(
  parameters: LiveParameters | null,
  keys: readonly QueryKey[],
  isNews: (message: LiveMessage) => boolean,
): void {
  const readAgain = useReadingAgain(keys);
  useLive(parameters, (message) => {
    // `hello`: what changed before the stream began, and what it does not tell of, is read now.
    if (message.event === 'hello' || message.event === 'reset' || isNews(message)) readAgain();
  });
}
