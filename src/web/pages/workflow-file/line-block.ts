import type { LineRange } from './line-range.ts';

/**
 * The most lines that are shown at a time. A file may have a million of them, and no browser survives that many
 * elements; a file that a person wrote has fewer, and is shown and searched as a whole.
 */
export const BLOCK_LINES = 2_000;

/**
 * The lines that are shown of a file: the block that has the line.
 * @param count lines of the file, one at least
 * @param line from 1; one past the end leads to the last block
 */
export function lineBlock(count: number, line: number): LineRange {
  const before = Math.floor((Math.min(line, count) - 1) / BLOCK_LINES) * BLOCK_LINES;
  return { from: before + 1, to: Math.min(before + BLOCK_LINES, count) };
}
