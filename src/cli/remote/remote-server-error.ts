/** A server on another machine did not give what it was asked for; the message is one sentence without secrets. */
export class RemoteServerError extends Error {
  override readonly name = 'RemoteServerError';
  /** Whether it may be different later by itself: the server cannot be reached, starts, or lags behind. */
  readonly isAway: boolean;
  /** The HTTP status; null where there was no answer. */
  readonly status: number | null;

  constructor(
    sentence: string,
    options: { readonly isAway: boolean; readonly status?: number; readonly cause?: unknown },
  ) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause });
    this.isAway = options.isAway;
    this.status = options.status ?? null;
  }
}
