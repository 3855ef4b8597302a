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
export type { LogSink, StepLogRef, StepLogWriter } from './step-log.ts';
export * from './run-index/index.ts';
