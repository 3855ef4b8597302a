/** Evaluation of expressions and templates under GitHub's rules. */
import { Evaluator } from '@actions/expressions';
import { falsy } from '@actions/expressions/result';
import type { Environment, Template } from '../../events/definition.ts';
import { isJsonObject, type Json } from '../../events/json.ts';
import { ContextsValue, toData, toJson } from './data.ts';
import { ExpressionError } from './error.ts';
import { FunctionError, functionsFor, type Status } from './functions.ts';
import { parseExpression, type ParsedExpression } from './syntax.ts';
import { hasExpression, soleExpression, splitTemplate } from './template.ts';

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
 * A JSON value with every template in it replaced; a text that is nothing but one `${{ }}` becomes the value
 * itself, with its type. @throws ExpressionError
 */
export function interpolateJson(value: Json, scope: Scope): Json {
  if (typeof value === 'string') {
    const sole = soleExpression(value);
    return sole === null ? interpolate(value, scope) : evaluate(sole, scope);
  }
  if (Array.isArray(value)) return value.map((item: Json) => interpolateJson(item, scope));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolateJson(item, scope)]));
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
  const source = typeof env === 'string' ? interpolateJson(env, scope) : env;
  if (source === null || source === '') return {};
  if (!isJsonObject(source)) {
    throw new ExpressionError(
      typeof env === 'string' ? env : '',
      `must give a map of variables, not ${describe(source)}`,
    );
  }
  return Object.fromEntries(
    Object.entries(source).map(([name, value]) => [
      name,
      typeof env === 'string' || typeof value === 'object' ? textOf(value) : interpolate(value, scope),
    ]),
  );
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
