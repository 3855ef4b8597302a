import { applyEdits } from './apply-edits.ts';
import type { Checked } from './fix.ts';

/** How often a file is read again: what a fixed key holds may have mistakes of its own. */
const MAX_ROUNDS = 5;

/** A file's text with its fixes made, and what a check says of that. */
export interface FixedFile {
  readonly text: string;
  readonly checked: Checked;
}

/**
 * Makes all fixes of a file, and those that show up once they are made. A fix that leaves the file with more errors
 * than it had is not made.
 * @param checked what `check` said of `source`
 */
export function fixFile(source: string, checked: Checked, check: (text: string) => Checked): FixedFile {
  let file: FixedFile = { text: source, checked };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = withFixes(file, check);
    if (next === null || next.text === file.text) break;
    file = next;
  }
  return file;
}

/** All fixes at once; where that makes errors, those that make none alone. Null where none is left. */
function withFixes(file: FixedFile, check: (text: string) => Checked): FixedFile | null {
  const edits = file.checked.fixes.map(({ edit }) => edit);
  const attempt = (some: typeof edits): FixedFile => {
    const text = applyEdits(file.text, some);
    return { text, checked: check(text) };
  };
  const isNoWorse = (after: FixedFile): boolean => errorsOf(after) <= errorsOf(file);
  if (edits.length === 0) return null;
  const all = attempt(edits);
  if (isNoWorse(all)) return all;
  const some = attempt(edits.filter((edit) => isNoWorse(attempt([edit]))));
  return isNoWorse(some) ? some : null;
}

function errorsOf({ checked }: FixedFile): number {
  return checked.problems.filter(({ severity }) => severity === 'error').length;
}
