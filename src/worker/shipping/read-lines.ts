import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';

const LF = 0x0a;

/**
 * Whole lines of a log file from a line's beginning on: as many as fit into `most` bytes, the first alone where even
 * that does not.
 * @param end where the file's last whole line ends
 * @throws SystemError where the file cannot be read, RangeError where it is shorter than `end`
 */
export async function readLines(
  path: string,
  { from, end, most }: { readonly from: number; readonly end: number; readonly most: number },
): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    for (let size = most; ; size *= 2) {
      const bytes = await readExactly(file, from, Math.min(size, end - from));
      if (size === most && from + bytes.length === end) return bytes;
      const whole = (size === most ? bytes.lastIndexOf(LF) : bytes.indexOf(LF)) + 1;
      if (whole > 0) return bytes.subarray(0, whole);
      if (from + bytes.length === end) return bytes;
    }
  } finally {
    await file.close();
  }
}

/**
 * The text of a log's bytes, with as many bytes in UTF-8. Where a power cut left something else in the file, what is
 * not ASCII becomes `?`.
 */
export function textOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  return bytes.toString('latin1').replaceAll(/[\u0080-\u00ff]/g, '?');
}

async function readExactly(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  for (let read = 0; read < length; ) {
    const { bytesRead } = await file.read(bytes, read, length - read, from + read);
    if (bytesRead === 0) throw new RangeError(`The file ends at byte ${from + read}.`);
    read += bytesRead;
  }
  return bytes;
}
