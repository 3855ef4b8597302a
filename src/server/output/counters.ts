/** What became of the output that was read from `runbook.logs` since the start. */
export interface OutputCounters {
  /** Bytes added to log files. */
  readonly appendedBytes: number;
  /** Bytes that the files had already: sent or delivered twice. */
  readonly repeatedBytes: number;
  /** How often output was missing before output that had come. */
  readonly gaps: number;
  /** Bytes that never came and were replaced by a line that says so. */
  readonly lostBytes: number;
  /** Bytes that never came at the end of completed steps' logs. */
  readonly missingEndBytes: number;
  /** How often workers were asked for output. */
  readonly asked: number;
  /** Records that cannot be used: unreadable, too long, or for a place where no log may be. */
  readonly refusedRecords: number;
  /** Records of runs that were removed, or are too old to be kept. */
  readonly unwantedRecords: number;
}

/** The counters, for those who count. */
export type CountedOutput = { -readonly [Name in keyof OutputCounters]: number };

/** All at zero. */
export function newCounters(): CountedOutput {
  return {
    appendedBytes: 0,
    repeatedBytes: 0,
    gaps: 0,
    lostBytes: 0,
    missingEndBytes: 0,
    asked: 0,
    refusedRecords: 0,
    unwantedRecords: 0,
  };
}
