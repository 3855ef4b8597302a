import { isJsonObject } from '../../events/json.ts';
import { expandMatrix, MatrixTooLargeError } from '../matrix/expand.ts';
import { ExpressionError } from '../expressions/index.ts';
import { error, type Rule } from './rule.ts';

/** A matrix that makes more jobs than it may, where that can be known before the run. */
export const matrixSize: Rule = ({ document, jobs }) =>
  jobs.flatMap(({ path, job }) => {
    const matrix = isJsonObject(job['strategy']) ? job['strategy']['matrix'] : undefined;
    if (!isJsonObject(matrix) || JSON.stringify(matrix).includes('${{')) return [];
    try {
      expandMatrix(matrix, 'strategy.matrix');
      return [];
    } catch (mistake) {
      if (!(mistake instanceof ExpressionError)) throw mistake;
      // What else is wrong with it, the schema says.
      if (!(mistake instanceof MatrixTooLargeError)) return [];
      const message = `The matrix ${mistake.reason}.`;
      return [document.atKey([...path, 'strategy', 'matrix'], error('matrix-too-large', message))];
    }
  });
