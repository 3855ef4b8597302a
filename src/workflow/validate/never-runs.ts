import type { Json } from '../../events/json.ts';
import { ExpressionError } from '../expressions/index.ts';
import { expandMatrix } from '../matrix/expand.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { SourceDocument } from '../source/document.ts';
import { matrixOf } from './matrix-of.ts';
import { quoted } from '../quoted.ts';
import { error, warning, type JobNode, type Rule } from './rule.ts';
import { textsAt } from './texts-at.ts';

/** Jobs that can never run: their matrix leaves no combination, or they need such a job. */
export const neverRuns: Rule = ({ document, jobs }) => {
  const empty = new Map(jobs.flatMap((node) => emptyMatrixOf(document, node)));
  // Where the file is refused, what would follow from it is no mistake of its own.
  const dead = [...empty].filter(([, { severity }]) => severity === 'warning').map(([node]) => node);
  return [...empty.values(), ...dependentProblems(document, jobs, dead)];
};

function emptyMatrixOf(document: SourceDocument, node: JobNode): [JobNode, UnplacedProblem][] {
  const matrix = matrixOf(node);
  // What is empty, the schema says.
  if (matrix === null || Object.keys(matrix.map).length === 0) return [];
  const { path, map, dimensions, include, exclude } = matrix;
  if (Object.keys(dimensions).length === 0 && isEmptyList(include)) {
    const message = 'The matrix has no list of values and no `include`; it must have one of them.';
    return [[node, document.atKey(path, error('empty-matrix', message))]];
  }
  if (Object.values(dimensions).some(isEmptyList)) return [];
  if (exclude === undefined || JSON.stringify(map).includes('${{')) return [];
  try {
    if (expandMatrix(map, 'strategy.matrix').length > 0) return [];
  } catch (mistake) {
    if (!(mistake instanceof ExpressionError)) throw mistake;
    // What else is wrong with it, other rules say.
    return [];
  }
  const message = `\`exclude\` takes every combination of this matrix, so ${quoted(node.id)} never runs.`;
  return [[node, document.atKey([...path, 'exclude'], warning('empty-matrix', message))]];
}

function isEmptyList(value: Json | undefined): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/** A job without an `if` runs only when all that it needs succeeded. */
function dependentProblems(
  document: SourceDocument,
  jobs: readonly JobNode[],
  dead: readonly JobNode[],
): UnplacedProblem[] {
  const dependents = new Map<string, JobNode[]>();
  for (const node of jobs) {
    if (node.job['if'] !== undefined) continue;
    for (const { text } of textsAt(node.job['needs'], [])) {
      const known = dependents.get(text.toLowerCase());
      if (known === undefined) dependents.set(text.toLowerCase(), [node]);
      else known.push(node);
    }
  }
  const found = new Set(dead);
  const pending = [...dead];
  const problems: UnplacedProblem[] = [];
  for (let cause = pending.pop(); cause !== undefined; cause = pending.pop()) {
    for (const node of dependents.get(cause.id.toLowerCase()) ?? []) {
      if (found.has(node)) continue;
      found.add(node);
      pending.push(node);
      const message = `${quoted(node.id)} never runs, as it needs ${quoted(cause.id)}, which never runs.`;
      problems.push(document.atKey([...node.path, 'needs'], warning('never-runs', message)));
    }
  }
  return problems;
}
