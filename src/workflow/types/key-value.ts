import type { KeyValue } from '../contexts/availability.ts';
import type { ExpressionNode } from '../expressions/index.ts';
import { checkPrintable } from './call.ts';
import type { Report } from './finding.ts';
import { typeWords, type Type } from './type.ts';

/** An expression that is all of a key's value. */
export interface KeyedValue {
  /** The key, `timeout-minutes`. */
  readonly key: string;
  readonly wanted: KeyValue;
  readonly type: Type;
  /** The whole expression. */
  readonly node: ExpressionNode;
  readonly report: Report;
}

/** Reports a value of a type that the key does not take. GitHub makes no number or truth value of a text. */
export function checkKeyValue({ key, wanted, type, node, report }: KeyedValue): void {
  if (wanted === 'text') {
    checkPrintable({ type, node }, report);
    return;
  }
  if (type.kind === 'any' || type.kind === 'null' || type.kind === wanted) return;
  const { start, end } = node;
  const severity = canBeRead(type, wanted) ? 'warning' : 'error';
  const message = (): string =>
    `\`${key}\` takes ${typeWords({ kind: wanted })}, and this is ${typeWords(type)}${hintFor(type)}`;
  report({ severity, rule: 'value-type', start, end, message });
}

function hintFor(type: Type): string {
  if (type.kind !== 'string') return '.';
  return type.value === undefined
    ? '; GitHub reads no value out of a text, so write `fromJSON()` around it.'
    : '; write the value itself, without quotes.';
}

/** Whether the value may be one that is converted here, or empty. */
function canBeRead(type: Type, wanted: KeyValue): boolean {
  if (type.kind !== 'string') return false;
  const text = type.value?.trim();
  if (text === undefined || text === '') return true;
  if (wanted === 'number') return Number.isFinite(Number(text));
  return wanted === 'boolean' && (text === 'true' || text === 'false');
}
