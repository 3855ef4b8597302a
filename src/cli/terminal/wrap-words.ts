import { cellsOf } from './cells.ts';

/** A paragraph in lines of at most so many cells, broken between words; a longer word has a line of its own. */
export function wrapWords(text: string, cells: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && cellsOf(last) + 1 + cellsOf(word) <= cells)
      lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
  }
  return lines.join('\n');
}
