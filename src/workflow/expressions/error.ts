import type { Correction } from '../source/source-text.ts';

/**
 * An expression that cannot be parsed or evaluated. The message is one sentence that quotes the expression,
 * fit to be shown to the author of the workflow.
 */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** The expression without `${{ }}`. */
  readonly expression: string;
  /** What is wrong, without the expression: the second half of the message. */
  readonly reason: string;
  /** Where in the expression (0-based, UTF-16 units) the mistake begins; null where it has no place. */
  readonly offset: number | null;
  /** How many characters the mistake has; at least 1. */
  readonly length: number;
  /** What was meant by the word at the place, where that is known. */
  readonly correction: Correction | undefined;

  constructor(
    expression: string,
    reason: string,
    place?: { offset: number; length: number; correction?: Correction | undefined } | null,
    cause?: unknown,
  ) {
    const end = reason.endsWith('?') ? '' : '.';
    super(`The expression \`${abbreviate(expression.trim())}\` ${reason}${end}`, { cause });
    this.expression = expression;
    this.reason = reason;
    this.offset = place?.offset ?? null;
    this.length = Math.max(1, place?.length ?? 1);
    this.correction = place?.correction;
  }
}

/** A template with a `${{` that no `}}` closes. */
export class UnclosedExpressionError extends ExpressionError {
  /** 0-based place of the `${{` in the template. */
  readonly templateOffset: number;

  constructor(template: string, templateOffset: number) {
    super(template.slice(templateOffset + '${{'.length), 'is not closed with `}}`');
    this.templateOffset = templateOffset;
  }
}

const MOST_SHOWN = 200;

function abbreviate(text: string): string {
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}...`;
}
