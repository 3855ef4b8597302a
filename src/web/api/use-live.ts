import { useEffect, useEffectEvent } from 'react';
import { LiveStream, type LiveMessage, type LiveParameters } from './live-stream.ts';

/**
 * Follows changes while a page is shown. A page has one stream; another one is opened when its parameters change.
 * @param parameters of `/api/stream`; null: nothing is followed now
 * @param onMessage told of every message, `hello` and `reset` included
 */
export function useLive(parameters: LiveParameters | null, onMessage: (message: LiveMessage) => void): void {
  const take = useEffectEvent(onMessage);
  const key = parameters === null ? null : JSON.stringify(parameters);
  useEffect(() => {
    if (key === null) return;
    const wanted: LiveParameters = JSON.parse(key);
    const stream = new LiveStream(wanted, (message) => take(message));
    return () => stream.close();
  }, [key]);
}
