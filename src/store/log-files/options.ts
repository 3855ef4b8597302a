import type { CutOffLine } from './step-log-file.ts';

/** Bytes of one step's log that are kept unless the user says otherwise: 2 GiB. */
export const DEFAULT_LOG_LIMIT_BYTES = 2 * 1024 * 1024 * 1024;

export interface LogFilesOptions {
  /** Bytes of one step's log that are kept; the rest is dropped, and a last line says so. Default: 2 GiB. */
  readonly limitBytes?: number;
  /**
   * What becomes of a last line without a line end, which a writer that was killed left: `ended`, it is a line like
   * others; `removed`, it does not count and goes when the log goes on, because what it was a part of comes again.
   * Default: ended.
   */
  readonly cutOffLine?: CutOffLine;
  /** Milliseconds since 1970 UTC. Default: the machine's clock. */
  readonly now?: () => number;
}

/** For logs that are copies of what workers have on their disks: they decide what is kept, and send it again. */
export const RECEIVED_LOGS: LogFilesOptions = {
  limitBytes: Number.POSITIVE_INFINITY,
  cutOffLine: 'removed',
};
