import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { warning } from './rule.ts';

/** A value of a list: what it is compared by, how a message shows it, where it stands. */
export interface ListedValue {
  readonly identity: string;
  readonly shown: string;
  readonly path: Path;
}

/**
 * The values of a list that stand there before, each at its later place.
 * @param consequence the end of the sentence: what comes of the second one
 */
export function repeatedValues(
  document: SourceDocument,
  values: readonly ListedValue[],
  consequence: string,
): UnplacedProblem[] {
  const seen = new Set<string>();
  return values.flatMap(({ identity, shown, path }) => {
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    return [
      document.atValue(path, warning('repeated-value', `${shown} is in the list twice; ${consequence}`)),
    ];
  });
}
