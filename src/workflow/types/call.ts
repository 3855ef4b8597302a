/** Calls of functions: what they give, and arguments with which they cannot do what they are for. */
import { nestsDeeper, type Json } from '../../events/json.ts';
import type { ExpressionNode } from '../expressions/index.ts';
import type { ExpressionFinding, Report } from './finding.ts';
import { neverEqual } from './known-texts.ts';
import { formatMistake } from './format.ts';
import { typeOfValue } from './of-json.ts';
import { ANY, BOOLEAN, STRING, typeWords, type Type } from './type.ts';
import { unionOf } from './union.ts';

/** One argument. */
export interface Argument {
  readonly type: Type;
  readonly node: ExpressionNode;
}

/** A call; its number of arguments is the parser's to check. */
export interface Call {
  /** As written. */
  readonly name: string;
  readonly args: readonly Argument[];
  readonly report: Report;
}

/** The type of what a call gives. */
export function callType(call: Call): Type {
  switch (call.name.toLowerCase()) {
    case 'contains':
      checkContains(call);
      return BOOLEAN;
    case 'startswith':
    case 'endswith':
      for (const arg of call.args) wantText(call, arg, 'the result is always false');
      return BOOLEAN;
    case 'format':
      checkFormat(call);
      return STRING;
    case 'join':
      checkJoin(call);
      return STRING;
    case 'tojson':
      return STRING;
    case 'fromjson':
      return fromJsonType(call);
    case 'hashfiles':
      checkHashFiles(call);
      return STRING;
    case 'case':
      return caseType(call);
    case 'success':
    case 'failure':
    case 'cancelled':
    case 'always':
      return BOOLEAN;
    default:
      return ANY;
  }
}

function checkContains(call: Call): void {
  const [search, item] = call.args;
  if (search?.type.kind === 'object') {
    const message = 'looks into a list or a text, not a map; the result is always false.';
    warn(call, search, `${message} Use \`.*\` for a list of its values.`);
  }
  if (item === undefined) return;
  wantText(call, item, 'the result is always false');
  const never = search?.type.kind === 'list' ? neverEqual(search.type.item, item.type) : null;
  if (never === null) return;
  const reason = (): string => `looks for what no item of the list can be: ${never()}`;
  call.report(argumentFinding('warning', call, item, reason));
}

function wantText(call: Call, argument: Argument, consequence: string): void {
  const { type } = argument;
  if (type.kind !== 'list' && type.kind !== 'object') return;
  warn(call, argument, `compares texts, and this is ${typeWords(type)}; ${consequence}.`);
}

function checkFormat(call: Call): void {
  const [text, ...values] = call.args;
  if (text?.type.kind === 'string' && text.type.value !== undefined) {
    const mistake = formatMistake(text.type.value, values.length);
    if (mistake?.fails === true) fail(call, text, mistake.reason);
    else if (mistake !== null) warn(call, text, mistake.reason);
  }
  for (const value of call.args) checkPrintable(value, call.report);
}

function checkJoin(call: Call): void {
  const [list] = call.args;
  if (list?.type.kind === 'object') {
    warn(
      call,
      list,
      'joins the items of a list, and this is a map; the result is always empty. Use `.*` for a list of its values.',
    );
  } else if (list?.type.kind === 'list') {
    const { item } = list.type;
    if (item.kind === 'object' || item.kind === 'list')
      warn(
        call,
        list,
        `joins texts, and each item is ${typeWords(item)}; use \`.*.name\` for a property of each.`,
      );
  }
}

function checkHashFiles(call: Call): void {
  for (const argument of call.args) {
    const { type } = argument;
    if (type.kind === 'list' || type.kind === 'object') {
      warn(call, argument, `takes patterns as texts, and this is ${typeWords(type)}; it matches nothing.`);
    } else if (type.kind === 'string' && type.value?.trim() === '') {
      warn(call, argument, 'takes patterns of files, and this one is empty; it matches nothing.');
    } else if (type.kind === 'string' && type.value?.startsWith('../') === true) {
      warn(
        call,
        argument,
        'sees only files of the workspace; a pattern that begins with `../` matches nothing.',
      );
    }
  }
}

/** JSON that is written out is read here; it fails where it cannot be read. */
function fromJsonType(call: Call): Type {
  const [argument] = call.args;
  if (argument === undefined) return ANY;
  const { type } = argument;
  if (type.kind === 'list' || type.kind === 'object') {
    fail(
      call,
      argument,
      `fails: it reads a text, and this is ${typeWords(type)} already; leave the call out.`,
    );
    return type;
  }
  if (type.kind === 'null') {
    fail(call, argument, 'fails: it reads a text, and null is an empty one.');
    return ANY;
  }
  if (type.kind !== 'string' || type.value === undefined) return ANY;
  const read = readJson(type.value);
  if (read !== null) return typeOfValue(read.value);
  const reason = type.value.trim() === '' ? 'an empty text is no JSON' : 'this text is no JSON';
  fail(call, argument, `fails: ${reason}; JSON writes texts and keys in double quotes.`);
  return ANY;
}

/** As deep as the function itself reads. */
const MAX_DEPTH = 100;

function readJson(text: string): { readonly value: Json } | null {
  if (nestsDeeper(text, MAX_DEPTH)) return null;
  try {
    // JSON.parse promises nothing of its type; whatever it gives is JSON.
    const value: Json = JSON.parse(text);
    return { value };
  } catch {
    return null;
  }
}

/** `case(condition, value, ..., value)`. */
function caseType(call: Call): Type {
  const last = call.args.length - 1;
  const values = call.args.filter((argument, index) => {
    const isCondition = index < last && index % 2 === 0;
    const { kind } = argument.type;
    if (isCondition && kind !== 'boolean' && kind !== 'any') {
      const hint = 'compare it with something, so that it is true or false.';
      fail(call, argument, `fails: this condition is ${typeWords(argument.type)}; ${hint}`);
    }
    return !isCondition;
  });
  return unionOf(values.map(({ type }) => type));
}

/** A list or map where its text is used: GitHub prints only what it is. */
export function checkPrintable({ type, node }: Argument, report: Report): void {
  if (type.kind !== 'list' && type.kind !== 'object') return;
  const printed = type.kind === 'list' ? 'Array' : 'Object';
  const { start, end } = node;
  const message = (): string =>
    `This is ${typeWords(type)} and is printed as \`${printed}\`; use a property of it, or \`toJSON()\` for all of it.`;
  report({ severity: 'warning', rule: 'object-as-text', start, end, message });
}

function warn(call: Call, at: Argument, reason: string): void {
  call.report(argumentFinding('warning', call, at, () => reason));
}

/** A call that fails whenever it is evaluated, and what it is a part of with it. */
function fail(call: Call, at: Argument, reason: string): void {
  call.report(argumentFinding('error', call, at, () => reason));
}

function argumentFinding(
  severity: 'error' | 'warning',
  { name }: Call,
  { node: { start, end } }: Argument,
  reason: () => string,
): ExpressionFinding {
  return { severity, rule: 'function-argument', start, end, message: () => `\`${name}()\` ${reason()}` };
}
