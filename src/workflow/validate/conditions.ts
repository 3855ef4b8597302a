import { hasExpression, soleExpression, UnclosedExpressionError } from '../expressions/index.ts';
import { warning, type Rule } from './rule.ts';

/** An `if` with text beside its `${{ }}`: the whole is a text, and a text is true. */
export const conditions: Rule = ({ document, jobs }) =>
  jobs
    .flatMap(({ path, job, steps }) => [
      { path, condition: job['if'] },
      ...steps.map((node) => ({ path: node.path, condition: node.step['if'] })),
    ])
    .flatMap(({ path, condition }) => {
      if (typeof condition !== 'string' || !isAlwaysTrue(condition)) return [];
      const message =
        'This condition is always true, as the text beside `${{ }}` makes it a text; put all of it inside.';
      return [document.atValue([...path, 'if'], warning('always-true', message))];
    });

function isAlwaysTrue(condition: string): boolean {
  try {
    return hasExpression(condition) && soleExpression(condition) === null;
  } catch (mistake) {
    // A rule of its own says so.
    if (mistake instanceof UnclosedExpressionError) return false;
    throw mistake;
  }
}
