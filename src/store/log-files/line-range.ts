import type { FileHandle } from 'node:fs/promises';
import { readBlocks } from './blocks.ts';
import { LF, type LineMarks } from './line-marks.ts';

/** The most bytes of lines that one read gives; a first line is always given whole. */
export const RANGE_BYTES = 8 * 1024 * 1024;

/**
 * The lines `from` to before `from + count`, without their line ends; fewer at the end of the log or where they have
 * more than RANGE_BYTES. One seek to the mark before, then at most a thousand lines are passed over.
 * @param bytes where the log ends for this reader
 */
export async function readLines(
  file: FileHandle,
  log: { readonly marks: LineMarks; readonly bytes: number },
  from: number,
  count: number,
): Promise<string[]> {
  if (count < 1) return [];
  const mark = log.marks.before(from);
  const parts: Buffer[] = [];
  let size = 0;
  let passing = from - mark.line;
  let wanted = count;
  let full = false;
  for await (const block of readBlocks(file, mark.offset, log.bytes)) {
    const start = passLines(block, 0, passing);
    passing = start.missing;
    const end = passLines(block, start.at, wanted);
    parts.push(block.subarray(start.at, end.at));
    size += end.at - start.at;
    wanted = end.missing;
    full = size > RANGE_BYTES && wanted < count;
    if (wanted === 0 || full) break;
  }
  const bytes = Buffer.concat(parts);
  return splitLines(full ? bytes.subarray(0, bytes.lastIndexOf(LF) + 1) : bytes);
}

/**
 * The last lines, at most `count` and as many as fit in `bytes` bytes with their line ends: one read at the end.
 * @param log `lines` without those of `marks` is a last line without an end that counts
 */
export async function readNewestLines(
  file: FileHandle,
  log: { readonly marks: LineMarks; readonly lines: number; readonly bytes: number },
  count: number,
  bytes: number,
): Promise<string[]> {
  // One byte more says whether the first line is whole.
  const start = Math.max(0, log.bytes - bytes - 1);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(log.bytes - start), 0, log.bytes - start, start);
  const read = buffer.subarray(0, bytesRead);
  const end = log.lines > log.marks.lines ? read.length : read.lastIndexOf(LF) + 1;
  const first = start === 0 ? 0 : read.indexOf(LF) + 1;
  if (start > 0 && first === 0) return [];
  return splitLines(read.subarray(first, end)).slice(-count);
}

/** Where `count` lines after `from` end in a block, and how many of them it does not have. */
function passLines(
  block: Buffer,
  from: number,
  count: number,
): { readonly at: number; readonly missing: number } {
  let at = from;
  for (let missing = count; missing > 0; missing--) {
    const end = block.indexOf(LF, at);
    if (end === -1) return { at: block.length, missing };
    at = end + 1;
  }
  return { at, missing: 0 };
}

function splitLines(bytes: Buffer): string[] {
  const lines = bytes.toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
