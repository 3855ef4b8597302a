import { type TextRange, linksIn } from './links.ts';
import { type LineMark, readLogLine } from './log-line.ts';
import { type Needle, matchesIn } from './matches.ts';
import { type RunStyle, styledRuns } from './styled-runs.ts';
import { cutTerminalText, terminalText } from './terminal-text.ts';

/** Characters of a line that the page shows; the rest is in the raw log. A line may have a million. */
export const SHOWN_CHARACTERS = 5_000;

/** A piece of a line that looks and behaves alike. */
export interface LinePiece {
  /** Its first character in the line's text. */
  readonly from: number;
  readonly text: string;
  readonly style: RunStyle | null;
  /** Where it links to, `http` or `https`. */
  readonly address: string | null;
  /** Whether it is a match of the search. */
  readonly isMatch: boolean;
}

/** A line as the page shows it. */
export interface ShownLine {
  /** RFC 3339 UTC; null for a line without a time. */
  readonly at: string | null;
  readonly mark: LineMark | null;
  readonly pieces: readonly LinePiece[];
  /** Characters that are not shown. */
  readonly hidden: number;
}

/** What the page shows of a line of a log file. @param needle what is searched for; null: nothing */
export function shownLine(raw: string, needle: Needle | null): ShownLine {
  const { at, mark, text } = readLogLine(raw);
  const cut = cutTerminalText(terminalText(text), SHOWN_CHARACTERS);
  const runs = styledRuns(cut.text);
  const plain = runs.map((run) => run.text).join('');
  const links = linksIn(plain);
  const matches = needle === null ? [] : matchesIn(plain, needle);
  const pieces: LinePiece[] = [];
  let [from, nextLink, nextMatch] = [0, 0, 0];
  for (const { text: runText, style } of runs) {
    for (const end = from + runText.length; from < end; ) {
      while ((links[nextLink]?.to ?? Infinity) <= from) nextLink += 1;
      while ((matches[nextMatch]?.to ?? Infinity) <= from) nextMatch += 1;
      const link = links[nextLink];
      const match = matches[nextMatch];
      const to = Math.min(end, borderAfter(link, from), borderAfter(match, from));
      const address = link !== undefined && link.from <= from ? link.address : null;
      const isMatch = match !== undefined && match.from <= from;
      pieces.push({ from, text: plain.slice(from, to), style, address, isMatch });
      from = to;
    }
  }
  return { at, mark, pieces, hidden: cut.hidden };
}

/** What a line says, without time, mark and colours: for copying, and for finding an end of a line. */
export function plainText(raw: string): string {
  return styledRuns(terminalText(readLogLine(raw).text))
    .map(({ text }) => text)
    .join('');
}

/** Where a range that does not lie before a place begins or ends next. */
function borderAfter(range: TextRange | undefined, place: number): number {
  if (range === undefined) return Infinity;
  return range.from > place ? range.from : range.to;
}
