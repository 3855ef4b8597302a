import { CommandError } from './exit-code.ts';

/** The sentence for a path that cannot be read; a `CommandError` stays what it is. */
export function unreadable(path: string, error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  return new CommandError(`${path} cannot be read: ${reasonOf(error)}.`, { cause: error });
}

/** The sentence for a file that cannot be written; a `CommandError` stays what it is. */
export function unwritable(path: string, error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  return new CommandError(`${path} cannot be written: ${reasonOf(error)}.`, { cause: error });
}

/** A name that is too long is one that no file has. */
const ABSENT: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

/** Whether an error says that there is no such file or folder. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ABSENT.includes(error.code);
}

function reasonOf(error: unknown): string {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file or folder';
    case 'EACCES':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
