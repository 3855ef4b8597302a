import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { SourceDocument } from '../source/document.ts';
import { MAX_PROBLEMS } from '../structure/index.ts';
import { matrixOf } from './matrix-of.ts';
import { quoted } from '../quoted.ts';
import { warning, type JobNode, type Rule } from './rule.ts';

/** The shortest key that is taken for a misspelt one. */
const SHORTEST = 4;

/**
 * Keys of `include` that are nearly a key of the matrix. An entry may have any key, and adds a job of its own where
 * it fits none, so that only a key is named which nothing in the job reads.
 */
export const matrixInclude: Rule = ({ document, jobs }) =>
  jobs.flatMap((node) => jobProblems(document, node));

function jobProblems(document: SourceDocument, node: JobNode): UnplacedProblem[] {
  const matrix = matrixOf(node);
  if (matrix === null || !Array.isArray(matrix.include)) return [];
  const include: readonly Json[] = matrix.include;
  const keys = Object.keys(matrix.dimensions);
  if (keys.length === 0 || keys.some(hasExpression)) return [];
  const suspects = include.flatMap((entry, index) =>
    isJsonObject(entry) ? strangersIn(entry, keys).map((key) => ({ key, entry, index })) : [],
  );
  return suspects.slice(0, MAX_PROBLEMS).flatMap(({ key, entry, index }) => {
    const meant = nearMiss(key, keys);
    if (meant === null || meant in entry || isRead(node.job, key)) return [];
    const message = `${quoted(key)} is not a key of this matrix, and nothing reads it; did you mean \`${meant}\`?`;
    const path = [...matrix.path, 'include', index, key];
    return [document.atKey(path, warning('unknown-matrix-key', message, correctionOf(key, meant)))];
  });
}

function strangersIn(entry: JsonObject, keys: readonly string[]): string[] {
  return Object.keys(entry).filter(
    (key) => key.length >= SHORTEST && !keys.includes(key) && !hasExpression(key),
  );
}

/** Whether the job mentions `matrix.key`, or the matrix as a whole. */
function isRead({ strategy: _strategy, ...job }: JsonObject, key: string): boolean {
  const text = JSON.stringify(job).toLowerCase();
  if (text.includes(`matrix.${key.toLowerCase()}`)) return true;
  return [...text.matchAll(/\bmatrix\b(?!\.)/g)].length > 0 || text.includes('matrix.*');
}
