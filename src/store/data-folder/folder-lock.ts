import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database, DatabaseError } from '../sqlite/index.ts';

/** Another process has the data folder. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError';
}

/**
 * Takes a folder for this process by holding `lock.db` in it exclusively; the system ends that with the process.
 * The holder's process id is beside it, only to be named to the next who comes.
 * @returns how to let go of it
 * @throws DataFolderInUseError
 * @throws DatabaseError where the file cannot be used at all
 */
export function lockFolder(folder: string): () => void {
  const holderPath = join(folder, 'lock.pid');
  const lock = takeLock(folder, holderPath);
  writeFileSync(holderPath, `${process.pid}\n`, { mode: 0o600 });
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    rmSync(holderPath, { force: true });
    lock.close();
  };
}

function takeLock(folder: string, holderPath: string): Database {
  try {
    return new Database(join(folder, 'lock.db'), { exclusive: true });
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== 'SQLITE_BUSY') throw error;
    const holder = readHolder(holderPath);
    const who = holder === null ? 'another process' : `another process (${holder})`;
    throw new DataFolderInUseError(
      `The data folder ${folder} is in use by ${who}; stop it, or choose another folder with --data.`,
      { cause: error },
    );
  }
}

function readHolder(path: string): number | null {
  try {
    const text = readFileSync(path, 'utf8').trim();
    return /^\d{1,10}$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}
