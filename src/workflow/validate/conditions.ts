import { hasExpression, splitTemplate, UnclosedExpressionError } from '../expressions/index.ts';
import { warning, type Rule } from './rule.ts';

/** An `if` with text beside its `${{ }}`: the whole is a text, and a text is true. */
export const conditions: Rule = ({ document, jobs }) =>
  jobs
    .flatMap(({ path, job, steps }) => [
      { path, condition: job['if'] },
      ...steps.map((node) => ({ path: node.path, condition: node.step['if'] })),
    ])
    .flatMap(({ path, condition }) => {
      const beside = typeof condition === 'string' ? textBeside(condition) : null;
      if (beside === null) return [];
      const reason = /^\n+$/.test(beside)
        ? 'as the line end behind `${{ }}` makes it a text; write `|-` or `>-`, or leave `${{ }}` away.'
        : 'as the text beside `${{ }}` makes it a text; put all of it inside.';
      const message = `This condition is always true, ${reason}`;
      return [document.atValue([...path, 'if'], warning('always-true', message))];
    });

/** What a condition has outside of its expressions, which makes a text of the whole; null: it is just one. */
function textBeside(condition: string): string | null {
  if (!hasExpression(condition)) return null;
  try {
    const segments = splitTemplate(condition);
    if (segments.length === 1) return null;
    return segments.map((segment) => (segment.kind === 'text' ? segment.text : '')).join('');
  } catch (mistake) {
    // A rule of its own says so.
    if (mistake instanceof UnclosedExpressionError) return null;
    throw mistake;
  }
}
