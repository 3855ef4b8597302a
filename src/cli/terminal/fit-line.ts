import { cellsOfCharacter } from './cells.ts';

/** Styles (ECMA-48: SGR) take no room on a line. */
const TOKEN = /\p{Cc}\[[0-9;]*m|./gsu;

/** A line in at most so many cells of a terminal: what does not fit gives way to an ellipsis; styles are kept. */
export function fitLine(line: string, cells: number): string {
  const tokens = line.match(TOKEN) ?? [];
  if (tokens.reduce((sum, token) => sum + widthOf(token), 0) <= cells) return line;
  let room = cells - 1;
  let fitted = '';
  for (const token of tokens) {
    const width = widthOf(token);
    if (width > 0 && width > room) {
      if (room >= 0) fitted += '…';
      room = -1;
    } else if (width === 0 || room >= 0) {
      fitted += token;
      room -= width;
    }
  }
  return fitted;
}

function widthOf(token: string): number {
  if (token.length > 1 && token.endsWith('m')) return 0;
  return cellsOfCharacter(token);
}
