import { isJsonObject, type Json } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import { covers } from '../matrix/expand.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { MAX_PROBLEMS } from '../structure/index.ts';
import { quotedList } from '../structure/words.ts';
import { matrixOf, type Matrix } from './matrix-of.ts';
import { quoted, quotedValue } from '../quoted.ts';
import { error, warning, type Rule } from './rule.ts';

/** The most comparisons of `exclude` with the values of a matrix: a bound on the time. */
const MAX_COMPARISONS = 100_000;

/** The most keys that a message lists. */
const MAX_LISTED = 12;

/** `exclude` of a matrix: keys that it does not have (GitHub refuses them), values that none of its lists has. */
export const matrixFilters: Rule = ({ document, jobs }) =>
  jobs.flatMap((node) => {
    const matrix = matrixOf(node);
    if (matrix === null || Object.keys(matrix.dimensions).some(hasExpression)) return [];
    return excludeProblems(document, matrix);
  });

/** One key of an entry of `exclude`. */
interface Excluded {
  readonly key: string;
  readonly value: Json;
  readonly path: Path;
  /** As the matrix spells it; undefined where it has no such key. */
  readonly dimension: string | undefined;
}

function excludeProblems(document: SourceDocument, matrix: Matrix): UnplacedProblem[] {
  const keys = Object.keys(matrix.dimensions);
  const all = excludedBy(matrix, keys);
  const unknown = all.filter(({ dimension }) => dimension === undefined);
  return [
    ...unknown.slice(0, MAX_PROBLEMS).map(({ key, path }) => document.atKey(path, unknownKey(key, keys))),
    ...missingValues(matrix, all).map(({ value, dimension = '', path }) => {
      const message = `${quotedValue(value)} is not a value of ${quoted(dimension)}, so this excludes nothing.`;
      return document.atValue(path, warning('excludes-nothing', message));
    }),
  ];
}

function excludedBy({ exclude, path }: Matrix, keys: readonly string[]): Excluded[] {
  const spelling = new Map(keys.map((key) => [key.toLowerCase(), key]));
  const entries: readonly Json[] = Array.isArray(exclude) ? exclude : [];
  return entries.flatMap((entry, index) =>
    Object.entries(isJsonObject(entry) ? entry : {})
      .filter(([key]) => !hasExpression(key))
      .map(([key, value]) => {
        const dimension = spelling.get(key.toLowerCase());
        return { key, value, path: [...path, 'exclude', index, key], dimension };
      }),
  );
}

function unknownKey(key: string, known: readonly string[]): Finding {
  const near = nearMiss(key, known);
  const listed = known.length > 0 && known.length <= MAX_LISTED ? `; it has ${quotedList(known)}.` : '.';
  const hint = near === null ? listed : `; did you mean \`${near}\`?`;
  const message = `${quoted(key)} is not a key of this matrix${hint}`;
  return error('unknown-matrix-key', message, correctionOf(key, near));
}

/** The values of which it is certain that their list has none that they exclude. */
function missingValues({ dimensions }: Matrix, all: readonly Excluded[]): Excluded[] {
  const lists = new Map(
    Object.entries(dimensions).flatMap(([key, list]): [string, readonly Json[]][] =>
      Array.isArray(list) && !list.some(mentionsExpression) ? [[key, list]] : [],
    ),
  );
  const values = [...lists.values()].reduce((sum, list) => sum + list.length, 0);
  if (all.length * values > MAX_COMPARISONS) return [];
  return all.filter(({ value, dimension = '' }) => {
    const list = lists.get(dimension);
    return list !== undefined && !mentionsExpression(value) && !list.some((item) => covers(value, item));
  });
}

function mentionsExpression(value: Json): boolean {
  return typeof value === 'object' ? JSON.stringify(value).includes('${{') : hasExpression(String(value));
}
