import { expandMatrix, MatrixTooLargeError } from '../matrix/expand.ts';
import { ExpressionError } from '../expressions/index.ts';
import { matrixOf } from './matrix-of.ts';
import { error, type Rule } from './rule.ts';

/** A matrix that makes more jobs than it may, where that can be known before the run. */
export const matrixSize: Rule = ({ document, jobs }) =>
  jobs.flatMap((node) => {
    const matrix = matrixOf(node);
    if (matrix === null || JSON.stringify(matrix.map).includes('${{')) return [];
    try {
      expandMatrix(matrix.map, 'strategy.matrix');
      return [];
    } catch (mistake) {
      if (!(mistake instanceof ExpressionError)) throw mistake;
      // What else is wrong with it, the schema says.
      if (!(mistake instanceof MatrixTooLargeError)) return [];
      const message = `The matrix ${mistake.reason}.`;
      return [document.atKey(matrix.path, error('matrix-too-large', message))];
    }
  });
