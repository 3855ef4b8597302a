export { LogFileError, LogPathError } from './errors.ts';
export {
  DEFAULT_LOG_LIMIT_BYTES,
  type LogFileWriter,
  LogFiles,
  type LogFilesOptions,
  type LogRange,
  type LogSize,
  RECEIVED_LOGS,
} from './log-files.ts';
export { runFolder } from './paths.ts';
