/** Small readers of JSON that tolerate what the schema refuses: a broken file is read as far as it can be. */
import type { Environment, Template } from '../../events/definition.ts';
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { textOf } from '../expressions/index.ts';

/** The value as an object; an empty one where it is something else. */
export function mapOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The value as a list; a scalar is a list of one. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The scalars of a value as texts. */
export function textsOf(value: Json | undefined): string[] {
  return listOf(value).filter(isScalar).map(textOf);
}

/** A scalar as text; undefined where there is none. */
export function scalarText(value: Json | undefined): string | undefined {
  return value !== undefined && isScalar(value) ? textOf(value) : undefined;
}

/** A scalar that may hold an expression; empty counts as absent. */
export function templateOf(value: Json | undefined): Template | undefined {
  return value === null || value === undefined || !isScalar(value) ? undefined : value;
}

/** `env`: a map of scalars, or one expression. */
export function environmentOf(value: Json | undefined): Environment {
  if (typeof value === 'string') return value;
  return templatesOf(value);
}

/** A map of scalars; empty values are the empty text. */
export function templatesOf(value: Json | undefined): { [name: string]: Template } {
  return Object.fromEntries(
    Object.entries(mapOf(value)).flatMap(([name, item]) => (isScalar(item) ? [[name, item ?? '']] : [])),
  );
}

/** An object without its properties that are undefined. */
export function present<Shape extends object>(shape: Shape): Present<Shape>;
export function present(shape: object): object {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined));
}

type Present<Shape> = {
  [Key in keyof Shape as undefined extends Shape[Key] ? never : Key]: Shape[Key];
} & {
  [Key in keyof Shape as undefined extends Shape[Key] ? Key : never]?: Exclude<Shape[Key], undefined>;
};

function isScalar(value: Json): value is string | number | boolean | null {
  return value === null || typeof value !== 'object';
}
