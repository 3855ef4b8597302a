/**
 * The functions that Runbook gives to the evaluator instead of, or beside, those of @actions/expressions: the
 * status functions and `hashFiles` depend on where an expression stands; `fromJSON`, `toJSON`, `format` and
 * `join` are the library's in meaning, but bounded in what they make.
 */
import { data, wellKnownFunctions } from '@actions/expressions';
import { type Json, nestsDeeper } from '../../events/json.ts';
import { toData, toJson } from './data.ts';

type FunctionDefinition = (typeof wellKnownFunctions)[string];

/** The longest text, in UTF-16 units, that a function may make: nested `format` calls double it each time. */
export const MAX_TEXT = 10 * 1024 * 1024;

/** The levels that JSON read by `fromJSON` may nest; as many as a workflow file may. */
const MAX_DEPTH = 100;

/** Names and arity of the functions that the parser does not know by itself. */
export const EXTENSION_FUNCTIONS = [
  { name: 'success', minArgs: 0, maxArgs: 0 },
  { name: 'failure', minArgs: 0, maxArgs: 0 },
  { name: 'cancelled', minArgs: 0, maxArgs: 0 },
  { name: 'always', minArgs: 0, maxArgs: 0 },
  { name: 'hashFiles', minArgs: 1, maxArgs: 255 },
];

/** Every function of the language, as GitHub spells them. */
export const FUNCTION_NAMES = [
  ...Object.values(wellKnownFunctions).map((known) => spelling(known.name)),
  ...EXTENSION_FUNCTIONS.map((known) => known.name),
];

/** The functions whose use in an `if` replaces the implied `success()`; lower case. */
export const STATUS_FUNCTIONS: ReadonlySet<string> = new Set(['success', 'failure', 'cancelled', 'always']);

/** What the status functions answer: how the job (or the jobs before it) went so far. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

/** A function whose arguments or place are wrong; the message completes "The expression `x` ...". */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
}

/** The function table of one evaluation, keyed by lower-case name. */
export function functionsFor(
  status: Status | undefined,
  hashFiles: ((patterns: string[]) => string) | undefined,
): Map<string, FunctionDefinition> {
  const functions = new Map(BOUNDED);
  const defineStatus = (name: string, read: ((status: Status) => boolean) | null): void => {
    functions.set(name, {
      name,
      minArgs: 0,
      maxArgs: 0,
      call: () => {
        if (read === null) return new data.BooleanData(true);
        if (status === undefined) throw new FunctionError(`uses \`${name}()\`, which is not available here`);
        return new data.BooleanData(read(status));
      },
    });
  };
  defineStatus('success', (known) => known.success);
  defineStatus('failure', (known) => known.failure);
  defineStatus('cancelled', (known) => known.cancelled);
  defineStatus('always', null);
  functions.set('hashfiles', {
    name: 'hashFiles',
    minArgs: 1,
    maxArgs: 255,
    call: (...args) => {
      if (hashFiles === undefined) {
        throw new FunctionError('uses `hashFiles()`, which exists only in the steps of a job');
      }
      return new data.StringData(hashFiles(args.map((arg) => arg.coerceString())));
    },
  });
  return functions;
}

const BOUNDED: readonly (readonly [string, FunctionDefinition])[] = [
  ['fromjson', { name: 'fromJSON', minArgs: 1, maxArgs: 1, call: (value) => fromJson(text(value)) }],
  ['tojson', { name: 'toJSON', minArgs: 1, maxArgs: 1, call: (value) => toJsonText(value) }],
  ['format', { name: 'format', minArgs: 1, maxArgs: 255, call: (...args) => format(args.map(text)) }],
  ['join', { name: 'join', minArgs: 1, maxArgs: 2, call: (list, separator) => join(list, separator) }],
];

function text(value: data.ExpressionData | undefined): string {
  return value?.coerceString() ?? '';
}

function fromJson(source: string): data.ExpressionData {
  if (source.trim() === '') throw new FunctionError('gives `fromJSON()` an empty text');
  if (nestsDeeper(source, MAX_DEPTH)) {
    throw new FunctionError(`gives \`fromJSON()\` a text that is nested more than ${MAX_DEPTH} levels deep`);
  }
  let value: Json;
  try {
    // JSON.parse promises nothing of its type; whatever it gives is JSON.
    value = JSON.parse(source);
  } catch (error) {
    throw new FunctionError(`gives \`fromJSON()\` a text that is not JSON (${sentencePart(error)})`);
  }
  return toData(value);
}

function toJsonText(value: data.ExpressionData | undefined): data.ExpressionData {
  const json = value === undefined ? null : toJson(value);
  return bounded(JSON.stringify(json, null, 2), 'toJSON');
}

/** Replaces `{N}` by the N-th argument after the first; `{{` and `}}` are braces. One pass, linear. */
function format([template = '', ...values]: string[]): data.ExpressionData {
  const parts: string[] = [];
  let length = 0;
  let end = 0;
  for (const match of template.matchAll(/\{\{|\}\}|\{(\d+)\}|[{}]/g)) {
    const [token, digits] = match;
    if (token === '{' || token === '}') {
      throw new FunctionError('gives `format()` a text with a single brace; write `{{` or `}}` for one');
    }
    const value = digits === undefined ? token.slice(1) : values[Number(digits)];
    if (value === undefined) {
      throw new FunctionError(`gives \`format()\` no value for \`${token}\``);
    }
    parts.push(template.slice(end, match.index), value);
    end = match.index + token.length;
    length += value.length;
    if (length > MAX_TEXT) throw tooLong('format');
  }
  parts.push(template.slice(end));
  return bounded(parts.join(''), 'format');
}

function join(
  list: data.ExpressionData | undefined,
  separator: data.ExpressionData | undefined,
): data.ExpressionData {
  if (list === undefined) return new data.StringData('');
  if (list.kind !== data.Kind.Array) return new data.StringData(list.primitive ? list.coerceString() : '');
  const between = separator?.primitive === true ? separator.coerceString() : ',';
  const items = list.values().map((item) => item.coerceString());
  const length = items.reduce((sum, item) => sum + item.length + between.length, 0);
  if (length > MAX_TEXT) throw tooLong('join');
  return new data.StringData(items.join(between));
}

function bounded(made: string, name: string): data.ExpressionData {
  if (made.length > MAX_TEXT) throw tooLong(name);
  return new data.StringData(made);
}

function tooLong(name: string): FunctionError {
  return new FunctionError(`makes a text of more than 10 MiB with \`${name}()\``);
}

function sentencePart(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The library writes `fromJson`; GitHub's documentation writes `fromJSON`. */
function spelling(name: string): string {
  return name.replace(/Json$/, 'JSON');
}
