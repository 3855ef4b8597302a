import { statfsSync } from 'node:fs';

/** Under this many free bytes nothing new is taken or granted: 1 GiB. */
export const LEAST_FREE_BYTES = 1024 ** 3;

/** Bytes that an ordinary user may still write on the disk that holds `path`, which must exist. */
export function freeDiskBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}
