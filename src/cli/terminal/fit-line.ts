/** Styles (ECMA-48: SGR) take no room on a line. */
const TOKEN = /\p{Cc}\[[0-9;]*m|./gsu;
/** Characters that fill two cells: wide ones of East Asia (UAX #11) and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

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
  return WIDE.test(token) ? 2 : 1;
}
