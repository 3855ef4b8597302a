/**
 * Characters that move the cursor, clear the screen or change the direction of writing: names come from
 * repositories and from other machines. Cc is all of C0 and C1 (line ends included), Zl and Zp are the line and
 * paragraph separators, the rest are the bidirectional controls (Unicode Standard Annex 9).
 */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text of somebody else made safe for one line of a terminal: control characters become spaces. */
export function printable(text: string): string {
  return text.replace(CONTROL, ' ');
}
