export { LogFileError, LogPathError } from './errors.ts';
export { type LogFileWriter, LogFiles } from './log-files.ts';
export { DEFAULT_LOG_LIMIT_BYTES, type LogFilesOptions, RECEIVED_LOGS } from './options.ts';
export { runFolder } from './paths.ts';
export type { LogMatches, LogRange, LogSize } from './readings.ts';
export { LogSearchBusyError, type LogSearchText, MOST_TEXT_LENGTH } from './search/index.ts';
