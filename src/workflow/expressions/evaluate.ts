/** Evaluation of expressions and templates under GitHub's rules. */
import { Evaluator } from '@actions/expressions';
import { falsy } from '@actions/expressions/result';
import type { Environment, Template } from '../../events/definition.ts';
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { ContextsValue, toData, toJson } from './data.ts';
import { ExpressionError } from './error.ts';
import { FunctionError, functionsFor, type Status } from './functions.ts';
import { parseExpression, type ParsedExpression } from './syntax.ts';
import { hasExpression, isInsertion, soleExpression, splitTemplate } from './template.ts';

/** What an expression may see where it stands. */
export interface Scope {
  /** By name (`github`, `needs` ...); one that is absent is null. */
  readonly contexts: { readonly [name: string]: Json };
  /** What `success()`, `failure()` and `cancelled()` answer; absent: calling them is an error. */
  readonly status?: Status;
  /** `hashFiles()`, where there are files; absent: calling it is an error. */
  readonly hashFiles?: (patterns: string[]) => string;
}

/** The value of an expression, written without `${{ }}`. @throws ExpressionError */
export function evaluate(expression: string, scope: Scope): Json {
  return run(expression, parseExpression(expression), scope);
}

/**
 * The text of a template: each `${{ }}` replaced by its value as text (null is empty, an object `Object`, an
 * array `Array`, numbers as numberText says). @throws ExpressionError
 */
export function interpolate(template: Template, scope: Scope): string {
  if (typeof template !== 'string') return textOf(template);
  if (!hasExpression(template)) return template;
  return splitTemplate(template)
    .map((segment) => (segment.kind === 'text' ? segment.text : textOf(evaluate(segment.expression, scope))))
    .join('');
}

/**
 * A JSON value with every template in it replaced, keys included; a text that is nothing but one `${{ }}` becomes
 * the value itself, with its type. As in GitHub's templates, such a text in a list that gives a list adds its items
 * there, and the key `${{ insert }}` adds the entries of its map. @throws ExpressionError
 */
export function interpolateJson(value: Json, scope: Scope): Json {
  if (typeof value === 'string') {
    const sole = soleExpression(value);
    return sole === null ? interpolate(value, scope) : evaluate(sole, scope);
  }
  if (Array.isArray(value)) return interpolateList(value, scope);
  return isJsonObject(value) ? interpolateMap(value, scope) : value;
}

function interpolateList(items: readonly Json[], scope: Scope): Json[] {
  return items.flatMap((item): readonly Json[] => {
    const made = interpolateJson(item, scope);
    return typeof item === 'string' && Array.isArray(made) ? made : [made];
  });
}

function interpolateMap(map: JsonObject, scope: Scope): JsonObject {
  const entries = new Map<string, Json>();
  const spellings = new Set<string>();
  for (const [key, item] of Object.entries(map)) {
    const made = interpolateJson(item, scope);
    for (const [name, content] of isInsertion(key)
      ? insertedEntries(key, made)
      : [[interpolate(key, scope), made] as const]) {
      if (spellings.has(name.toLowerCase()))
        throw new ExpressionError(key, `gives the key \`${name}\`, which is there already`);
      spellings.add(name.toLowerCase());
      entries.set(name, content);
    }
  }
  return Object.fromEntries(entries);
}

function insertedEntries(key: string, map: Json): readonly (readonly [string, Json])[] {
  if (isJsonObject(map)) return Object.entries(map);
  throw new ExpressionError(key, `needs a map to insert, not ${describe(map)}`);
}

/**
 * An `if`, with or without `${{ }}`: `success() && (condition)`, unless the condition calls a status function;
 * absent or empty: `success()`. Text around `${{ }}`, be it a line end, makes the whole a text, which is true
 * (as on GitHub; validation warns). @throws ExpressionError
 */
export function evaluateCondition(condition: string | undefined, scope: Scope): boolean {
  if (condition === undefined || condition.trim() === '') return isTrue(evaluate('success()', scope));
  if (!conditionUsesStatus(condition) && !isTrue(evaluate('success()', scope))) return false;
  const expression = hasExpression(condition) ? soleExpression(condition) : condition;
  return isTrue(expression === null ? interpolate(condition, scope) : evaluate(expression, scope));
}

/** Whether an `if` calls `success`, `failure`, `cancelled` or `always`. @throws ExpressionError */
function conditionUsesStatus(condition: string): boolean {
  if (!hasExpression(condition)) return parseExpression(condition).usesStatus;
  return splitTemplate(condition).some(
    (segment) => segment.kind === 'expression' && parseExpression(segment.expression).usesStatus,
  );
}

/** A key that is true, false or an expression of one; `fallback` where it is absent or empty. @throws ExpressionError */
export function evaluateBoolean(template: Template | undefined, scope: Scope, fallback: boolean): boolean {
  if (template === undefined) return fallback;
  const value = interpolateJson(template, scope);
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.trim() : value;
  if (text === null || text === '') return fallback;
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw new ExpressionError(String(template), `must give true or false, not ${describe(value)}`);
}

/** A key that is a number or an expression of one; `fallback` where it is absent or empty. @throws ExpressionError */
export function evaluateNumber(template: Template | undefined, scope: Scope, fallback: number): number {
  if (template === undefined) return fallback;
  const value = interpolateJson(template, scope);
  const text = typeof value === 'string' ? value.trim() : value;
  if (text === null || text === '') return fallback;
  const number = typeof text === 'string' ? Number(text) : text;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new ExpressionError(String(template), `must give a number, not ${describe(value)}`);
}

/** An `env` with its templates replaced; every value becomes text. @throws ExpressionError */
export function evaluateEnvironment(env: Environment, scope: Scope): { [name: string]: string } {
  const variables = interpolateJson(env, scope);
  if (variables === null || variables === '') return {};
  if (isJsonObject(variables)) {
    return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, textOf(value)]));
  }
  const written = typeof env === 'string' ? env : '';
  throw new ExpressionError(written, `must give a map of variables, not ${describe(variables)}`);
}

/** A value as text, as GitHub prints it inside a template. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : toData(value).coerceString();
}

/** GitHub's truth: false, 0, NaN, the empty text and null are false, everything else is true. */
export function isTrue(value: Json): boolean {
  return !falsy(toData(value));
}

function run(expression: string, parsed: ParsedExpression, scope: Scope): Json {
  try {
    const functions = functionsFor(scope.status, scope.hashFiles);
    return toJson(new Evaluator(parsed.tree, new ContextsValue(scope.contexts), functions).evaluate());
  } catch (error) {
    if (error instanceof ExpressionError) throw error;
    const reason =
      error instanceof FunctionError
        ? error.message
        : `cannot be evaluated (${error instanceof Error ? error.message : String(error)})`;
    throw new ExpressionError(expression, reason, null, error);
  }
}

function describe(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'a map';
  return `\`${textOf(value)}\``;
}
