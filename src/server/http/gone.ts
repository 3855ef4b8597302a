import type { Response } from 'express';

/** Aborted when nobody waits for this answer any more: it was given, or the caller went away. */
export function goneWith(response: Response): AbortSignal {
  const gone = new AbortController();
  if (response.destroyed) gone.abort();
  response.once('close', () => gone.abort());
  return gone.signal;
}
