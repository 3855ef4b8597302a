export { Database, type DatabaseOptions } from './database.ts';
export { DatabaseError, DatabaseTooNewError, SqlValueError } from './errors.ts';
export { escapeLike } from './like.ts';
export { openDatabase } from './open-database.ts';
export type { Changes, Statement } from './statement.ts';
export { numberIn, numberOrNullIn, type Row, type SqlValue, textIn, textOrNullIn } from './values.ts';
