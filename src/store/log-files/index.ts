export { LogFileError, LogPathError } from './errors.ts';
export {
  DEFAULT_LOG_LIMIT_BYTES,
  LogFiles,
  type LogFilesOptions,
  type LogRange,
  type LogSize,
} from './log-files.ts';
export { runFolder } from './paths.ts';
