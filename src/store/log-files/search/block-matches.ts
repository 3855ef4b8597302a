import { isAscii } from 'node:buffer';
import { LOG_TIME_BYTES } from '../../step-log.ts';
import type { SearchedText } from './searched-text.ts';

const ESCAPE = 0x1b;
/**
 * Escape sequences of terminals (ECMA-48): colours and other CSI, links and titles (OSC, ended by BEL or ESC \), and
 * the short ones. What has no end within its line is text, but for its first two characters.
 */
// oxlint-disable-next-line no-control-regex -- they begin with a control character
const ESCAPE_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)|[ -/]*[0-~])/g;

/**
 * Tells the lines of a block that hold a text, each once and in order, counted from the block's first line.
 * @param block whole lines, of which the last may lack its end
 */
export function matchesInBlock(block: Buffer, text: SearchedText, onMatch: (line: number) => void): void {
  if (text.beyondAscii && isAscii(block)) return;
  const { matcher } = text;
  const haystack = shownText(block, text.encoding);
  let line = 0;
  let start = 0;
  let end = haystack.indexOf('\n');
  let at = matcher.find(haystack, LOG_TIME_BYTES);
  while (at !== -1) {
    for (; end !== -1 && end < at; end = haystack.indexOf('\n', start)) {
      start = end + 1;
      line += 1;
    }
    if (at < start + LOG_TIME_BYTES) {
      at = matcher.find(haystack, start + LOG_TIME_BYTES);
      continue;
    }
    onMatch(line);
    if (end === -1) return;
    at = matcher.find(haystack, end + 1 + LOG_TIME_BYTES);
  }
}

/** What a terminal would show of a block. */
function shownText(block: Buffer, encoding: 'latin1' | 'utf8'): string {
  const text = block.toString(encoding);
  return block.includes(ESCAPE) ? text.replace(ESCAPE_SEQUENCES, '') : text;
}
