export { LogFileError, LogPathError } from './errors.ts';
export {
  DEFAULT_LOG_LIMIT_BYTES,
  type LogFileWriter,
  LogFiles,
  type LogFilesOptions,
  type LogRange,
  type LogSize,
} from './log-files.ts';
