export {
  type DataFolder,
  DataFolderError,
  DataFolderInUseError,
  type DataPathEnvironment,
  defaultDataPath,
  freeDiskBytes,
  LEAST_FREE_BYTES,
  makeFilesPrivate,
  openDataFolder,
} from './data-folder/index.ts';
export {
  EndedSessions,
  type GivenKeys,
  KeyError,
  type Keys,
  openKeys,
  readToken,
  UnsealError,
} from './keys/index.ts';
export {
  DEFAULT_LOG_LIMIT_BYTES,
  LogFileError,
  type LogFileWriter,
  LogFiles,
  type LogFilesOptions,
  type LogMatches,
  LogPathError,
  type LogRange,
  LogSearchBusyError,
  type LogSearchText,
  type LogSize,
  MOST_TEXT_LENGTH,
  RECEIVED_LOGS,
} from './log-files/index.ts';
export { type FoundRun, RunFiles } from './run-files/index.ts';
export * from './run-index/index.ts';
export {
  type Changes,
  Database,
  DatabaseError,
  type DatabaseOptions,
  DatabaseTooNewError,
  numberIn,
  numberOrNullIn,
  openDatabase,
  type Row,
  SqlValueError,
  type SqlValue,
  type Statement,
  textIn,
  textOrNullIn,
} from './sqlite/index.ts';
export {
  LOG_TIME_BYTES,
  type LogOrigin,
  type LogSink,
  type StepLogRef,
  type StepLogWriter,
} from './step-log.ts';
