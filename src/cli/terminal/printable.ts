// Names come from repositories and from other machines: they must not move the cursor or clear the screen.
const CONTROL = new RegExp(
  '[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]',
  'gu',
);

/** A text of somebody else made safe for one line of a terminal: control characters become spaces. */
export function printable(text: string): string {
  return text.replace(CONTROL, ' ');
}
