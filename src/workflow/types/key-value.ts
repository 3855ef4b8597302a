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
  if (wanted === 'label' || wanted === 'labels') {
    checkLabels({ key, wanted, type, node, report });
    return;
  }
  if (type.kind === 'any' || type.kind === 'null' || type.kind === wanted) return;
  const { start, end } = node;
  const severity = canBeRead(type, wanted) ? 'warning' : 'error';
  const message = (): string =>
    `\`${key}\` takes ${typeWords({ kind: wanted })}, and this is ${typeWords(type)}${hintFor(type)}`;
  report({ severity, rule: 'value-type', start, end, message });
}

/** The keys of a map that `runs-on` takes. */
const RUNS_ON_KEYS = ['group', 'labels'];

/** GitHub takes numbers and truth values for texts, and refuses lists and maps where one label stands. */
function checkLabels({ wanted, type, node, report }: KeyedValue): void {
  const wrong = wanted === 'label' ? collection(type) : notLabels(type);
  if (wrong === null) return;
  const { start, end } = node;
  const message = (): string => `A label is a text, and this is ${wrong}; use a property of it.`;
  report({ severity: 'error', rule: 'value-type', start, end, message });
}

/** What is wrong with a value that should be labels; null where it may be one, a list of them, or a map of both. */
function notLabels(type: Type): string | null {
  if (type.kind === 'list') {
    const item = collection(type.item);
    return item === null ? null : `a list of which each item is ${item}`;
  }
  if (type.kind !== 'object') return null;
  const { others, get } = type.shape;
  return others === null && RUNS_ON_KEYS.every((key) => get(key) === undefined) ? typeWords(type) : null;
}

function collection(type: Type): string | null {
  return type.kind === 'list' || type.kind === 'object' ? typeWords(type) : null;
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
