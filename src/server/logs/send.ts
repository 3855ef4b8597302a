import { once } from 'node:events';
import type { Response } from 'express';

/** Headers of a log given as text: a browser shows it and never runs it. */
export function startText(response: Response): void {
  response.status(200);
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  response.setHeader('Cache-Control', 'no-store');
}

/**
 * Writes to an answer and waits while its reader is slow, so that no more than one piece is held.
 * @returns false once the reader is gone
 */
export async function writeSlowly(
  response: Response,
  piece: string | Uint8Array,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted || response.destroyed) return false;
  if (response.write(piece)) return true;
  try {
    await once(response, 'drain', { signal });
    return true;
  } catch {
    return false;
  }
}

/** Aborted when the reader of an answer goes away, or the server closes. */
export function readerGone(response: Response, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, closing]);
}
