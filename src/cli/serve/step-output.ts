import type { Logger } from 'pino';
import type { EventLog } from '../../log/index.ts';
import { type DataFolder, LogFiles, type LogSink, type RunIndex } from '../../store/index.ts';

/** Where the output of a worker's steps goes. */
export interface WorkerLogs {
  readonly sink: LogSink;
  /** Hands over what it still has; called once the worker has ended and while the log is still open. */
  close(): Promise<void>;
}

/** What `CreateWorkerLogs` is given. */
export interface WorkerLogsPlace {
  readonly log: EventLog;
  /** Of the worker's process. */
  readonly folder: DataFolder;
  /** The log files of a server in the same process; null: there is none. */
  readonly files: LogFiles | null;
  readonly logger: Logger;
}

/** Makes the way that output takes: straight into files, or through `runbook.logs`. */
export type CreateWorkerLogs = (place: WorkerLogsPlace) => WorkerLogs;

/** Output goes into the files of the server in this process, or of the worker's own data folder. */
export const writeToFiles: CreateWorkerLogs = ({ files, folder }) => ({
  sink: files ?? new LogFiles(folder.logs),
  close: () => Promise.resolve(),
});

/** What a server does to get the output of workers into its files, from before it answers until after. */
export type FollowOutput = (place: {
  readonly log: EventLog;
  readonly index: RunIndex;
  /** Resolves when the index has read what was in the log at the start. */
  readonly indexCaughtUp: Promise<void>;
  readonly files: LogFiles;
  /** Days that finished runs are kept; 0: for ever. */
  readonly keepDays: number;
  readonly logger: Logger;
}) => { close(): Promise<void> };
