/** The text of `format()`: `{N}` stands for an argument, `{{` and `}}` for braces. */

/** What is wrong with such a text. */
export interface FormatMistake {
  /** Whether the function fails because of it. */
  readonly fails: boolean;
  /** The rest of a sentence after "`format()`". */
  readonly reason: string;
}

/** The first thing that makes it fail; else the first argument that it does not use; null where all is well. */
export function formatMistake(text: string, argumentCount: number): FormatMistake | null {
  const used = new Set<number>();
  for (const [token, digits] of text.matchAll(/\{\{|\}\}|\{(\d+)\}|[{}]/g)) {
    if (token === '{' || token === '}')
      return {
        fails: true,
        reason: `fails: its text has a single \`${token}\`; write \`${token}${token}\` for one.`,
      };
    if (digits === undefined) continue;
    const index = Number(digits);
    if (index >= argumentCount) {
      const given =
        argumentCount === 0 ? 'no argument follows' : `the last argument is \`{${argumentCount - 1}}\``;
      return { fails: true, reason: `fails: its text has \`${token}\`, but ${given}; they count from 0.` };
    }
    used.add(index);
  }
  for (let index = 0; index < argumentCount; index += 1) {
    if (!used.has(index))
      return {
        fails: false,
        reason: `does not use its argument \`{${index}}\`; write it into the text or leave it out.`,
      };
  }
  return null;
}
