import type { TextRange } from './links.ts';

/** What is searched for in a log. */
export interface Needle {
  /** Not empty. */
  readonly text: string;
  /** Whether upper and lower case differ. */
  readonly isCaseSensitive: boolean;
}

/** Where a text holds the needle, from left to right, none overlapping another. */
export function matchesIn(text: string, needle: Needle): readonly TextRange[] {
  const fold = (value: string): string => (needle.isCaseSensitive ? value : foldedCase(value));
  const [line, wanted] = [fold(text), fold(needle.text)];
  const found: TextRange[] = [];
  for (let from = line.indexOf(wanted); from >= 0; from = line.indexOf(wanted, from + wanted.length)) {
    found.push({ from, to: from + wanted.length });
  }
  return found;
}

/** Lower case where that keeps the length, so that places in the folded text are places in the text. */
function foldedCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return text.replace(/./gsu, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  });
}
