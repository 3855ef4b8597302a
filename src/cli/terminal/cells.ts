/** How much room a text takes on a terminal. */

/** Characters that fill two cells: wide ones of East Asia (UAX #11) and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

/** What fills none of its own: accents that stand on another character, joiners. */
const NO_ROOM = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Only texts outside ASCII need a closer look. */
const PLAIN = /^[\x20-\x7e]*$/;

/** One character as people see it: a letter with its accents, a picture made of several. */
export interface Grapheme {
  readonly text: string;
  /** 0-based UTF-16 place in the text it is of. */
  readonly at: number;
  /** 0, 1 or 2. */
  readonly cells: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A text as the characters that people see. */
export function graphemesOf(text: string): Grapheme[] {
  return Array.from(segmenter.segment(text), ({ segment, index }) => ({
    text: segment,
    at: index,
    cells: cellsOfCharacter(segment),
  }));
}

/** How many cells a text fills; control characters and styles must be gone. */
export function cellsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return graphemesOf(text).reduce((sum, { cells }) => sum + cells, 0);
}

/** How many cells one character fills. */
export function cellsOfCharacter(character: string): number {
  if (NO_ROOM.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
