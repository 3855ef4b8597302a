import type { Correction } from '../source/source-text.ts';
import type { Path } from '../source/document.ts';
import { quoted } from '../quoted.ts';

/** One thing that is wrong with a file's structure, before it is placed. */
export interface Mistake {
  readonly rule: 'unknown-key' | 'missing-key' | 'wrong-value' | 'wrong-type' | 'empty-value' | 'bad-id';
  readonly path: Path;
  readonly at: 'key' | 'value';
  readonly message: string;
  /** What to write in its place, where there is one answer. */
  readonly correction?: Correction | undefined;
  /** The key that is missing, or that stands where it does not belong. */
  readonly key?: string;
  /** Keys of the same map that are missing only because of this. */
  readonly explains?: readonly string[];
}

/** What to call a value: its key, or which item of which list it is. */
export function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'The file';
  if (typeof last === 'string') return quoted(last);
  const list = path.findLast((segment) => typeof segment === 'string');
  return `Item ${last + 1} of ${quoted(list ?? '')}`;
}
