import { Database, type DatabaseOptions } from './database.ts';

/**
 * Opens a database and brings it to the newest version: migration `n` (from 0) takes it from `user_version` n
 * to n + 1. Each is a transaction of its own.
 * @param migrations SQL texts, the oldest first; only ever added to
 * @throws DatabaseTooNewError where the file is newer than the migrations known; it is not touched
 * @throws DatabaseError
 */
export function openDatabase(
  path: string,
  migrations: readonly string[],
  options?: Omit<DatabaseOptions, 'newestVersion'>,
): Database {
  const database = new Database(path, { ...options, newestVersion: migrations.length });
  try {
    const found = database.userVersion();
    for (const [version, sql] of migrations.entries()) {
      if (version < found) continue;
      database.transaction(() => database.exec(`${sql};\nPRAGMA user_version = ${version + 1}`));
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
