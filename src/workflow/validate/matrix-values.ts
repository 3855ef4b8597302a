import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { quotedValue } from './quoted.ts';
import { repeatedValues } from './repeated-value.ts';
import type { Rule } from './rule.ts';

/** Values that stand twice in a list of a matrix: the same job runs twice. */
export const matrixValues: Rule = ({ document, jobs }) =>
  jobs.flatMap(({ path, job }) => {
    const matrix = isJsonObject(job['strategy']) ? job['strategy']['matrix'] : undefined;
    return isJsonObject(matrix) ? listProblems(document, matrix, [...path, 'strategy', 'matrix']) : [];
  });

function listProblems(document: SourceDocument, matrix: JsonObject, path: Path): UnplacedProblem[] {
  return Object.entries(matrix).flatMap(([key, list]) => {
    if (key === 'include' || key === 'exclude' || !Array.isArray(list)) return [];
    const values = list.map((value: Json, index) => {
      const identity = JSON.stringify(value);
      return { identity, shown: quotedValue(value), path: [...path, key, index] };
    });
    return repeatedValues(document, values, 'the same job would run twice.');
  });
}
