import { statfsSync } from 'node:fs';

/** Bytes that an ordinary user may still write on the disk that holds `path`, which must exist. */
export function freeDiskBytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}
