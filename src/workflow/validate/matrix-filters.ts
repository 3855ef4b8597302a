import { isJsonObject, type Json } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import { covers } from '../matrix/expand.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { quotedList } from '../structure/words.ts';
import { quoted, quotedValue } from './quoted.ts';
import { error, warning, type Rule } from './rule.ts';

/** The most comparisons of `exclude` with the values of a matrix: a bound on the time. */
const MAX_COMPARISONS = 100_000;

/** The most keys that a message lists. */
const MAX_LISTED = 12;

/** `exclude` of a matrix: keys that it does not have (GitHub refuses them), values that none of its lists has. */
export const matrixFilters: Rule = ({ document, jobs }) =>
  jobs.flatMap(({ path, job }) => {
    const matrix = isJsonObject(job['strategy']) ? job['strategy']['matrix'] : undefined;
    if (!isJsonObject(matrix)) return [];
    const { include: _include, exclude, ...dimensions } = matrix;
    if (!Array.isArray(exclude) || Object.keys(dimensions).some(hasExpression)) return [];
    const place = [...path, 'strategy', 'matrix', 'exclude'];
    return excludeProblems(document, exclude, new Map(Object.entries(dimensions)), place);
  });

function excludeProblems(
  document: SourceDocument,
  exclude: readonly Json[],
  dimensions: ReadonlyMap<string, Json>,
  path: Path,
): UnplacedProblem[] {
  const spelling = new Map([...dimensions.keys()].map((key) => [key.toLowerCase(), key]));
  const values = [...dimensions.values()].reduce((sum: number, list) => sum + lengthOf(list), 0);
  const isSmall = exclude.length * values <= MAX_COMPARISONS;
  return exclude.flatMap((entry, index) =>
    Object.entries(isJsonObject(entry) ? entry : {}).flatMap(([key, value]) => {
      if (hasExpression(key)) return [];
      const dimension = spelling.get(key.toLowerCase());
      const place = [...path, index, key];
      if (dimension === undefined) return [document.atKey(place, unknownKey(key, [...dimensions.keys()]))];
      if (!isSmall || !isMissing(value, dimensions.get(dimension))) return [];
      const message = `${quotedValue(value)} is not a value of ${quoted(dimension)}, so this excludes nothing.`;
      return [document.atValue(place, warning('excludes-nothing', message))];
    }),
  );
}

function unknownKey(key: string, known: readonly string[]): Finding {
  const near = nearMiss(key, known);
  const listed = known.length > 0 && known.length <= MAX_LISTED ? `; it has ${quotedList(known)}.` : '.';
  const hint = near === null ? listed : `; did you mean \`${near}\`?`;
  return error(
    'unknown-matrix-key',
    `${quoted(key)} is not a key of this matrix${hint}`,
    correctionOf(key, near),
  );
}

/** Whether it is certain that no value of the list is excluded by this one. */
function isMissing(value: Json, list: Json | undefined): boolean {
  if (!Array.isArray(list) || mentionsExpression(value)) return false;
  return !list.some((item: Json) => mentionsExpression(item) || covers(value, item));
}

function mentionsExpression(value: Json): boolean {
  return typeof value === 'object' ? JSON.stringify(value).includes('${{') : hasExpression(String(value));
}

function lengthOf(list: Json): number {
  return Array.isArray(list) ? list.length : 0;
}
