/**
 * JSON values as the evaluator of @actions/expressions sees them. Objects and arrays are wrapped, not copied:
 * `github.event` may be a payload of megabytes of which an expression reads one property.
 */
import { data } from '@actions/expressions';
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { numberText } from './number-text.ts';

/** A number that prints as GitHub prints it. */
export class NumberValue extends data.NumberData {
  override coerceString(): string {
    return numberText(this.value);
  }
}

/** A JSON object whose properties are found in any letter case, the first of several spellings winning. */
export class ObjectValue extends data.Dictionary {
  readonly source: JsonObject;
  #keys: Map<string, string> | null = null;
  readonly #wrapped = new Map<string, data.ExpressionData>();

  constructor(source: JsonObject) {
    super();
    this.source = source;
  }

  override get(key: string): data.ExpressionData | undefined {
    const spelled = this.#spelling(key.toLowerCase());
    return spelled === undefined ? undefined : this.#wrap(spelled);
  }

  override values(): data.ExpressionData[] {
    return [...this.#index().values()].map((key) => this.#wrap(key));
  }

  override pairs(): { key: string; value: data.ExpressionData }[] {
    return [...this.#index().values()].map((key) => ({ key, value: this.#wrap(key) }));
  }

  #spelling(lowerCase: string): string | undefined {
    return this.#index().get(lowerCase);
  }

  #index(): Map<string, string> {
    if (this.#keys !== null) return this.#keys;
    const keys = new Map<string, string>();
    for (const key of Object.keys(this.source)) {
      const lowerCase = key.toLowerCase();
      if (!keys.has(lowerCase)) keys.set(lowerCase, key);
    }
    this.#keys = keys;
    return keys;
  }

  #wrap(key: string): data.ExpressionData {
    const known = this.#wrapped.get(key);
    if (known !== undefined) return known;
    const value = toData(this.source[key] ?? null);
    this.#wrapped.set(key, value);
    return value;
  }
}

/** A JSON array. */
export class ArrayValue extends data.Array {
  readonly source: readonly Json[];
  #wrapped: data.ExpressionData[] | null = null;

  constructor(source: readonly Json[]) {
    super();
    this.source = source;
  }

  override get(index: number): data.ExpressionData {
    return this.values()[index] ?? new data.Null();
  }

  override values(): data.ExpressionData[] {
    this.#wrapped ??= this.source.map((item) => toData(item));
    return this.#wrapped;
  }
}

/** The contexts of an evaluation: one that is not given is null, as an unset property is. */
export class ContextsValue extends ObjectValue {
  override get(key: string): data.ExpressionData {
    return super.get(key) ?? new data.Null();
  }
}

/** Wraps a JSON value for the evaluator. */
export function toData(value: Json): data.ExpressionData {
  if (value === null) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new NumberValue(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  return isJsonObject(value) ? new ObjectValue(value) : new ArrayValue(value);
}

/** The JSON of what the evaluator gave. */
export function toJson(value: data.ExpressionData): Json {
  if (value instanceof ObjectValue || value instanceof ArrayValue) return value.source;
  if (value instanceof data.Array) return value.values().map((item) => toJson(item));
  if (value instanceof data.Dictionary) {
    return Object.fromEntries(value.pairs().map((pair) => [pair.key, toJson(pair.value)]));
  }
  return value instanceof data.Null ? null : value.value;
}
