/** Comparisons that can have only one result: GitHub docs, "Evaluate expressions", "Operators". */
import type { ComparisonOperator, ExpressionNode } from '../expressions/index.ts';
import type { Report } from './finding.ts';
import { neverEqual } from './known-texts.ts';
import { typeWords, type Type } from './type.ts';

/** A comparison whose sides have these types. */
export interface Comparison {
  readonly operator: ComparisonOperator;
  readonly left: Type;
  readonly right: Type;
  /** Whether both sides are values written in the expression. */
  readonly isWrittenOut: boolean;
  readonly node: ExpressionNode;
  readonly report: Report;
}

/** Reports a comparison that is decided before the run. */
export function checkComparison(comparison: Comparison): void {
  const { operator, left, right, isWrittenOut, node, report } = comparison;
  const result = operator === '!=' ? 'true' : 'false';
  const mistake = isWrittenOut
    ? () => 'Both sides of this comparison are written out, so that its result never changes.'
    : isEquality(operator)
      ? equalityMistake(left, right, result)
      : orderMistake(left, right);
  if (mistake === null) return;
  const { start, end } = node;
  report({ severity: 'warning', rule: 'useless-comparison', start, end, message: mistake });
}

function isEquality(operator: ComparisonOperator): boolean {
  return operator === '==' || operator === '!=';
}

function equalityMistake(left: Type, right: Type, result: string): (() => string) | null {
  if (left.kind === 'any' || right.kind === 'any') return null;
  const reason =
    collectionMistake(left, right) ??
    truthMistake(left, right) ??
    truthMistake(right, left) ??
    numberMistake(left, right) ??
    numberMistake(right, left);
  if (reason !== null) return () => `This comparison is always ${result}: ${reason}`;
  const never = neverEqual(left, right) ?? neverEqual(right, left);
  if (never !== null) return () => `This comparison is always ${result}: ${never()}`;
  if (!isTextWithTrue(left, right) && !isTextWithTrue(right, left)) return null;
  return () =>
    "A text is equal to `true` only if it is `1`; outputs, variables and secrets are texts, so write `'true'`.";
}

/** Lists and maps are equal only to themselves. One that is missing is null, and may be compared to what null is. */
function collectionMistake(left: Type, right: Type): string | null {
  if (!isCollection(left) && !isCollection(right)) return null;
  const [collection, other] = isCollection(left) ? [left, right] : [right, left];
  if (isCollection(other)) {
    if (!isNew(collection) && !isNew(other)) return null;
    return 'lists and maps are equal only to themselves; compare their `toJSON()`.';
  }
  if (!isNew(collection) && canEqualNull(other)) return null;
  const hint = collection.kind === 'list' ? '`contains()` looks into a list.' : 'compare a property of it.';
  return `${typeWords(collection)} is never equal to ${typeWords(other)}; ${hint}`;
}

/** What `*` makes is another list each time, and never missing. */
function isNew(type: Type): boolean {
  return type.kind === 'list' && type.filtered;
}

/** Whether a value of the type may be equal to null, which is the number 0 to all others. */
function canEqualNull(type: Type): boolean {
  if (type.kind === 'boolean') return type.value !== true;
  if (type.kind === 'number' || type.kind === 'string')
    return type.value === undefined || Number(type.value) === 0;
  return !isCollection(type);
}

/** True is the number 1, and a text without a number in it is equal to none, `'true'` neither. */
function truthMistake(truth: Type, text: Type): string | null {
  if (truth.kind !== 'boolean' || !isTextWithoutNumber(text)) return null;
  const written = text.value.toLowerCase();
  const hint =
    written === 'true' || written === 'false'
      ? `; write \`${written}\` without quotes.`
      : ` like \`'${text.value}'\`.`;
  return `true or false is never equal to a text${hint}`;
}

function numberMistake(number: Type, text: Type): string | null {
  if (number.kind !== 'number' || !isTextWithoutNumber(text)) return null;
  return `a number is never equal to \`'${text.value}'\`.`;
}

function isTextWithTrue(text: Type, truth: Type): boolean {
  return (
    text.kind === 'string' && text.value === undefined && truth.kind === 'boolean' && truth.value === true
  );
}

function orderMistake(left: Type, right: Type): (() => string) | null {
  if (left.kind === 'any' || right.kind === 'any') return null;
  const collection = [left, right].find(isCollection);
  if (collection !== undefined)
    return () =>
      `This comparison is always false: ${typeWords(collection)} is neither smaller nor greater than anything.`;
  if (left.kind === 'boolean' || right.kind === 'boolean')
    return () => 'True and false have no order: `<` and `>` take them for the numbers 1 and 0.';
  const text = [left, right].find(isTextWithoutNumber);
  const isText = left.kind === 'string' && right.kind === 'string';
  if (text === undefined || isText) return null;
  return () =>
    `This comparison is always false: \`'${text.value}'\` is no number, and is neither smaller nor greater than one.`;
}

function isCollection(type: Type): boolean {
  return type.kind === 'list' || type.kind === 'object';
}

/** A text that is known, and that GitHub reads as no number; an empty one is 0. */
function isTextWithoutNumber(type: Type): type is { kind: 'string'; value: string } {
  return type.kind === 'string' && type.value !== undefined && Number.isNaN(Number(type.value));
}
