import { useEffect, useEffectEvent } from 'react';
import { LiveStream, type LiveMessage, type LiveParameters } from './live-stream.ts';

/**
 * Follows changes while a page is shown. A page has one stream; another one is opened when its parameters change.
 * @param parameters of `/api/stream`; null: nothing is followed now
 * @param onMessage told of every message, `hello` and `reset` included
 * @param onAway told once whenever the connection is lost
 */
export function useLive(
  parameters: LiveParameters | null,
  onMessage: (message: LiveMessage) => void,
  onAway: () => void = () => undefined,
): void {
  const take = useEffectEvent(onMessage);
  const away = useEffectEvent(onAway);
  const key = parameters === null ? null : JSON.stringify(parameters);
  useEffect(() => {
    if (key === null) return;
    const wanted: LiveParameters = JSON.parse(key);
    const stream = new LiveStream(
      wanted,
      (message) => take(message),
      () => away(),
    );
    return () => stream.close();
  }, [key]);
}
