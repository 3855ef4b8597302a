/** What the part of a server that stores the output of steps has done since the start of the process. */
export interface OutputFigures {
  /** Bytes added to log files. */
  readonly bytesAppended: number;
  /** Bytes that came again and were there already. */
  readonly bytesRepeated: number;
  /** How often output was missing where the next came. */
  readonly gaps: number;
  /** Bytes that could not be got any more and that a log says are missing. */
  readonly bytesLost: number;
}
