import type { FileHandle } from 'node:fs/promises';
import { countLines, LF, type LineMarks } from '../line-marks.ts';
import { matchesInBlock } from './block-matches.ts';
import { LineSet } from './line-set.ts';
import type { SearchedText } from './searched-text.ts';

/** Bytes searched at once, unless a line is longer: a tenth of a millisecond, and a string that the collector moves cheaply. */
const BLOCK_BYTES = 128 * 1024;

/** A log as it is now. */
export interface ScannedLog {
  readonly file: FileHandle;
  readonly marks: LineMarks;
  /** More than `marks` has: a last line without an end counts too. */
  readonly lines: number;
  readonly bytes: number;
}

/** How far a log has been searched for one text, and what was found. */
export interface ScanProgress {
  readonly matches: LineSet;
  /** Where to go on: after the last whole line. */
  offset: number;
  /** The number of the line that begins there. */
  line: number;
  /** Lines that there were when the end was reached. */
  searched: number;
}

export function beginScan(): ScanProgress {
  return { matches: new LineSet(), offset: 0, line: 0, searched: 0 };
}

/**
 * Searches on from where `progress` is to the log's end, block by block: between two of them others have their turn.
 * @throws DOMException (AbortError) once `signal` is aborted; what was searched until then stays
 */
export async function scan(
  log: ScannedLog,
  text: SearchedText,
  progress: ScanProgress,
  signal: AbortSignal,
): Promise<void> {
  let buffer = Buffer.allocUnsafeSlow(Math.min(BLOCK_BYTES, Math.max(1, log.bytes - progress.offset)));
  while (progress.offset < log.bytes) {
    const mark = log.marks.lastIn(progress.offset, Math.min(progress.offset + BLOCK_BYTES, log.bytes));
    const wanted = (mark?.offset ?? Math.min(progress.offset + buffer.length, log.bytes)) - progress.offset;
    const { bytesRead } = await log.file.read(buffer, 0, Math.min(wanted, buffer.length), progress.offset);
    signal.throwIfAborted();
    if (bytesRead === 0) break;
    const block = buffer.subarray(0, bytesRead);
    const end = block.lastIndexOf(LF) + 1;
    const isLast = progress.offset + bytesRead >= log.bytes;
    if (end === 0 && !isLast) {
      // A line longer than the buffer.
      buffer = Buffer.allocUnsafeSlow(Math.min(buffer.length * 2, log.bytes - progress.offset));
      continue;
    }
    const endsInLine = isLast && end < bytesRead;
    const shown = endsInLine && log.lines === log.marks.lines ? block.subarray(0, end) : block;
    const first = progress.line;
    matchesInBlock(isLast ? shown : block.subarray(0, end), text, (line) =>
      progress.matches.add(first + line),
    );
    const isWhole = mark !== null && end === mark.offset - progress.offset;
    progress.line = isWhole ? mark.line : first + countLines(block.subarray(0, end));
    progress.offset += end;
    if (endsInLine) break;
  }
  progress.searched = log.lines;
}
