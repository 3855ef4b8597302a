import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { readBlocks } from './blocks.ts';
import { countLines, decodeMarks, LF, LineMarks } from './line-marks.ts';
import { indexPath } from './paths.ts';

/** Bytes read at once on the way back from the end. */
const BACKWARD_BYTES = 64 * 1024;

/** A log file as it lies on the disk, no matter who wrote it. */
export interface StoredLog {
  readonly marks: LineMarks;
  /** All lines, a last one without a line end too. */
  readonly lines: number;
  readonly bytes: number;
  /** Whether the last line has no line end: its writer was killed. */
  readonly cutOff: boolean;
}

/**
 * Takes what the `.idx` beside a log says as far as it fits the file, and goes on from its last mark to the end. An
 * index that was missing, cut short or wrong is written anew.
 */
export async function readStoredLog(path: string, file: FileHandle): Promise<StoredLog> {
  const { size } = await file.stat();
  const stored = await readMarks(path, file, size);
  const marks = new LineMarks(stored ?? [0]);
  let cutOff = false;
  for await (const block of readBlocks(file, marks.bytes, size)) {
    marks.add(block, countLines(block));
    cutOff = block.at(-1) !== LF;
  }
  if (marks.count !== stored?.length) await replaceIndex(path, marks);
  return { marks, lines: marks.lines + (cutOff ? 1 : 0), bytes: marks.bytes, cutOff };
}

/** Cuts a file off after its last line end. */
export async function removeCutOffLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const block = Buffer.allocUnsafe(Math.min(BACKWARD_BYTES, size));
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - block.length);
    const { bytesRead } = await file.read(block, 0, end - start, start);
    const lineEnd = block.subarray(0, bytesRead).lastIndexOf(LF);
    if (lineEnd !== -1) {
      if (start + lineEnd + 1 < size) await file.truncate(start + lineEnd + 1);
      return;
    }
    end = start;
  }
  await file.truncate(0);
}

/** The log's file, opened for reading; null where there is none. */
export async function openStoredLog(path: string): Promise<FileHandle | null> {
  return await open(path, 'r').catch(nullIfMissing);
}

/** The marks in the index; null where there is none or it is not that of this file. */
async function readMarks(path: string, file: FileHandle, size: number): Promise<number[] | null> {
  const encoded = await readFile(indexPath(path)).catch(nullIfMissing);
  if (encoded === null) return null;
  const marks = decodeMarks(encoded);
  const last = marks.at(-1);
  if (marks[0] !== 0 || last === undefined || last > size) return null;
  if (!marks.every((offset, at) => at === 0 || offset > (marks[at - 1] ?? 0))) return null;
  return last === 0 || (await endsLine(file, last)) ? marks : null;
}

async function endsLine(file: FileHandle, offset: number): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, offset - 1);
  return bytesRead === 1 && buffer[0] === LF;
}

async function replaceIndex(path: string, marks: LineMarks): Promise<void> {
  const temporary = `${indexPath(path)}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(temporary, marks.encode(0), { mode: 0o600, flag: 'wx' });
    await rename(temporary, indexPath(path));
  } catch {
    // The log can be read without: on a full or read-only disk the next reader counts again.
    await rm(temporary, { force: true }).catch(() => {});
  }
}

/** For a file that need not be there. @throws what is no ENOENT */
export function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
