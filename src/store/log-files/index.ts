export { LogFileError, LogPathError } from './errors.ts';
export {
  DEFAULT_LOG_LIMIT_BYTES,
  type LogFileWriter,
  LogFiles,
  type LogFilesOptions,
  type LogMatches,
  type LogRange,
  type LogSize,
  RECEIVED_LOGS,
} from './log-files.ts';
export { runFolder } from './paths.ts';
export { LogSearchBusyError, type LogSearchText, MOST_TEXT_LENGTH } from './search/index.ts';
