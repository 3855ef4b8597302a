import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { lockFolder } from './folder-lock.ts';

/** Where everything of one installation lies. All paths are absolute; the folders exist. */
export interface DataFolder {
  readonly path: string;
  /** The embedded event log's file; made by who opens it. */
  readonly logDatabase: string;
  /** The run index's file; made by who opens it, safe to delete. */
  readonly indexDatabase: string;
  readonly mirrors: string;
  readonly workspaces: string;
  readonly logs: string;
  readonly artifacts: string;
  readonly cache: string;
  readonly actions: string;
  readonly home: string;
  readonly keys: string;
  /** Lets another process have the folder. A second call does nothing. */
  release(): void;
}

/** The data folder cannot be made or locked; the message is one sentence for the user. */
export class DataFolderError extends Error {
  override readonly name: string = 'DataFolderError';
}

/** Makes every file and folder this process creates from now on private to its user (umask 077). */
export function makeFilesPrivate(): void {
  process.umask(0o077);
}

/**
 * Makes the data folder where it is missing, with everything in it for its user only, and takes it: one process
 * at a time may have it. The lock ends with the process, however that ends.
 * @throws DataFolderInUseError, DataFolderError
 */
export function openDataFolder(path: string): DataFolder {
  const root = resolve(path);
  const folder = (name: string): string => makeFolder(join(root, name));
  makeFolder(root);
  const release = lockFolder(root);
  try {
    return {
      path: root,
      logDatabase: join(root, 'log.db'),
      indexDatabase: join(root, 'index.db'),
      mirrors: folder('mirrors'),
      workspaces: folder('workspaces'),
      logs: folder('logs'),
      artifacts: folder('artifacts'),
      cache: folder('cache'),
      actions: folder('actions'),
      home: folder('home'),
      keys: folder('keys'),
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

function makeFolder(path: string): string {
  try {
    makeWithParents(path);
    return path;
  } catch (error) {
    throw new DataFolderError(
      `The data folder ${path} cannot be made: ${reasonOf(error)}; choose another with --data.`,
      { cause: error },
    );
  }
}

/** Parent by parent: node's `recursive` never ends where a file system refuses new folders with ENOENT (/proc). */
function makeWithParents(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(path) !== path) makeWithParents(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}

function reasonOf(error: unknown): string {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'EEXIST':
    case 'ENOTDIR':
      return 'there is a file where a folder has to be';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOSPC':
      return 'the disk is full';
    case 'ENOENT':
      return 'no folder can be made there';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
