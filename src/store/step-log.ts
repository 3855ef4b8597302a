import type { JobId, RepositoryName, RunId, WorkerId } from '../events/ids.ts';

/** Bytes of what is in front of each line's text: its time, RFC 3339 with milliseconds and `Z`, and a space. */
export const LOG_TIME_BYTES = 25;

/** Which step's log: with the data folder it gives the file's path. */
export interface StepLogRef {
  readonly repository: RepositoryName;
  readonly runNumber: number;
  /** The job attempt's folder, `<job>.<job attempt>`, as its introduction named it. */
  readonly folder: string;
  /** `<NN>-<step>.log`, as `step_started` named it. */
  readonly file: string;
}

/** Whose output a log holds: what has to go with it where others are to write the file too. */
export interface LogOrigin {
  readonly run: RunId;
  readonly job: JobId;
  /** The step's number. */
  readonly step: number;
  readonly worker: WorkerId;
}

/** Takes a step's output. One implementation writes files, one sends it to servers too, one prints (`runbook run`). */
export interface LogSink {
  open(ref: StepLogRef, origin: LogOrigin): StepLogWriter;
}

/** One step's log being written. */
export interface StepLogWriter {
  /**
   * Adds whole lines, already in the form of the file (time, `Z`, space, text, LF; valid UTF-8, masked).
   * A returned promise asks the caller to wait before it gives more (bounded memory).
   * @param chunk one or more whole lines; the buffer is the sink's from now on
   * @param lines how many lines `chunk` has
   */
  append(chunk: Buffer, lines: number): void | Promise<void>;
  /** Resolves when everything given was handed to the system and readers can see it. */
  flush(): Promise<void>;
  /** Flushes and releases; readers then know that the log is complete. */
  close(): Promise<{ readonly lines: number; readonly bytes: number }>;
}
