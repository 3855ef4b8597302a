/** Texts that hold `${{ }}`. */
import { UnclosedExpressionError } from './error.ts';

/** A part of a template: literal text, or an expression. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'expression';
      /** Between `${{` and `}}`, white space included. */
      readonly expression: string;
      /** 0-based place of the expression's first character (after `${{`) in the template. */
      readonly offset: number;
    };

const OPEN = '${{';
const CLOSE = '}}';

/** Whether a text holds an expression. */
export function hasExpression(text: string): boolean {
  return text.includes(OPEN);
}

/**
 * Splits a template at its expressions. `}}` inside a text in single quotes does not end an expression.
 * @throws UnclosedExpressionError
 */
export function splitTemplate(template: string): Segment[] {
  const segments: Segment[] = [];
  let cursor = 0;
  for (let open = template.indexOf(OPEN); open >= 0; open = template.indexOf(OPEN, cursor)) {
    const start = open + OPEN.length;
    const end = endOfExpression(template, start);
    if (end < 0) throw new UnclosedExpressionError(template, open);
    if (open > cursor) segments.push({ kind: 'text', text: template.slice(cursor, open) });
    segments.push({ kind: 'expression', expression: template.slice(start, end), offset: start });
    cursor = end + CLOSE.length;
  }
  if (cursor < template.length) segments.push({ kind: 'text', text: template.slice(cursor) });
  return segments;
}

/**
 * The expression of a template that is nothing but one `${{ }}`; else null. White space around it counts, as on
 * GitHub: it makes a text of the whole.
 */
export function soleExpression(template: string): string | null {
  if (!hasExpression(template)) return null;
  const segments = splitTemplate(template);
  const [first] = segments;
  return segments.length === 1 && first?.kind === 'expression' ? first.expression : null;
}

/** Whether a key of a map is `${{ insert }}`, which stands for the entries of its value. */
export function isInsertion(key: string): boolean {
  return /^\$\{\{\s*insert\s*\}\}$/.test(key);
}

function endOfExpression(template: string, start: number): number {
  let quoted = false;
  for (let index = start; index < template.length; index += 1) {
    const character = template[index];
    if (character === "'") quoted = !quoted;
    else if (!quoted && character === '}' && template[index + 1] === '}') return index;
  }
  return -1;
}
