import type { Json } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { SourceDocument } from '../source/document.ts';
import { matrixOf, type Matrix } from './matrix-of.ts';
import { quotedValue } from '../quoted.ts';
import { repeatedValues } from './repeated-value.ts';
import type { Rule } from './rule.ts';

/** Values that stand twice in a list of a matrix: the same job runs twice. */
export const matrixValues: Rule = ({ document, jobs }) =>
  jobs.flatMap((node) => {
    const matrix = matrixOf(node);
    return matrix === null ? [] : listProblems(document, matrix);
  });

function listProblems(document: SourceDocument, { dimensions, path }: Matrix): UnplacedProblem[] {
  return Object.entries(dimensions).flatMap(([key, list]) => {
    if (!Array.isArray(list)) return [];
    const values = list.map((value: Json, index) => ({
      identity: JSON.stringify(value),
      shown: quotedValue(value),
      path: [...path, key, index],
    }));
    return repeatedValues(document, values, 'the same job would run twice.');
  });
}
