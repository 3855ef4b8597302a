import { randomBytes } from 'node:crypto';
import { closeSync, constants, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux keeps files in memory alone. */
const MEMORY_FOLDER = '/dev/shm';
/** The type of such a file system (statfs(2), TMPFS_MAGIC). */
const TMPFS = 0x01021994;

/** There is no place in memory for a file; one sentence for the step's log. */
export class MemoryFileError extends Error {
  override readonly name = 'MemoryFileError';
}

/**
 * A file that exists in memory only and has no name: gives a descriptor to read it by, which a process can
 * also open again as `/dev/fd/N`. A pipe would not do: opened again after its writer is gone, it blocks.
 * @throws MemoryFileError where the system has no file system in memory
 */
export function openMemoryFile(content: Buffer): number {
  const path = join(MEMORY_FOLDER, `runbook-${randomBytes(16).toString('hex')}`);
  let write: number | null = null;
  let read: number | null = null;
  try {
    if (statfsSync(MEMORY_FOLDER).type !== TMPFS)
      throw new MemoryFileError(`${MEMORY_FOLDER} is not in memory.`);
    write = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    read = openSync(path, constants.O_RDONLY);
    rmSync(path);
    for (let written = 0; written < content.length; ) written += writeSync(write, content, written);
    return read;
  } catch (error) {
    if (read !== null) closeSync(read);
    throw new MemoryFileError(
      `This script holds the value of a secret, and there is no room in memory (${MEMORY_FOLDER}) to keep it off the disk. Hand the secret over through env instead.`,
      { cause: error },
    );
  } finally {
    if (write !== null) closeSync(write);
  }
}
