import { ExpressionError, parseExpression, soleExpression } from '../expressions/index.ts';
import { checkExpression } from './check.ts';
import type { ContextTypes } from './contexts/index.ts';
import { ANY, STRING, type Type } from './type.ts';

/**
 * The type of a text with `${{ }}`: of the expression that is all of it, else a text. Of one that cannot be read
 * nothing is known; that it cannot, another rule says.
 */
export function typeOfTemplate(template: string, contexts: ContextTypes): Type {
  try {
    const expression = soleExpression(template);
    if (expression === null) return STRING;
    return checkExpression(parseExpression(expression), expression, contexts).type;
  } catch (mistake) {
    if (mistake instanceof ExpressionError) return ANY;
    throw mistake;
  }
}
