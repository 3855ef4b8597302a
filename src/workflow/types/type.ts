/** What is known of the value of an expression before it runs. */

/** A type: what values an expression can have. */
export type Type =
  /** Nothing is known. */
  | { readonly kind: 'any' }
  | { readonly kind: 'null' }
  /** With `value`: exactly this value; so for numbers and texts. */
  | { readonly kind: 'boolean'; readonly value?: boolean }
  | { readonly kind: 'number'; readonly value?: number }
  | { readonly kind: 'string'; readonly value?: string; readonly known?: KnownTexts }
  | ListType
  | ObjectType;

/** The words that a text can be. */
export interface KnownTexts {
  readonly words: readonly string[];
  /** Whether there may be others: then only what looks like one of them is taken for a mistake. */
  readonly isOpen: boolean;
}

/** A list, also what `.*` makes, whose properties are those of its items. */
export interface ListType {
  readonly kind: 'list';
  readonly item: Type;
  readonly filtered: boolean;
}

/** A map. */
export interface ObjectType {
  readonly kind: 'object';
  readonly shape: Shape;
}

/** The properties of a map; asked one by one, as a job of many steps has a map for each of them. */
export interface Shape {
  /** The type of a property that is known, by its name in lower case. */
  readonly get: (lowerCaseName: string) => Type | undefined;
  /** The known properties as they are spelled, MAX_NAMES at most. */
  readonly names: () => readonly string[];
  /** The type of all other properties; null: there are none. */
  readonly others: Type | null;
  /** Whether a name that is not known is none of the others either. */
  readonly excludes?: (name: string) => boolean;
  /** Why there is no property of this name. */
  readonly absence?: (name: string) => Absence;
}

/** Why a property is not there. */
export interface Absence {
  /** When it is empty, `is always empty` where this is absent. */
  readonly effect?: string;
  /** The rest of a sentence after that and ", as". */
  readonly reason?: string;
  /** The rest of a sentence after `;`: what to write, where no similar name is known. */
  readonly advice?: string;
}

/** The most properties that are named, compared or united. */
export const MAX_NAMES = 500;

export const ANY: Type = { kind: 'any' };
export const NULL: Type = { kind: 'null' };
export const BOOLEAN: Type = { kind: 'boolean' };
export const NUMBER: Type = { kind: 'number' };
export const STRING: Type = { kind: 'string' };

/** A list of items of one type. */
export function listOf(item: Type): ListType {
  return { kind: 'list', item, filtered: false };
}

/** A map of which every property has the same type, whatever its name. */
export function mapOf(others: Type): ObjectType {
  return { kind: 'object', shape: { get: () => undefined, names: () => [], others } };
}

/** A map of texts with names of variables, of which none is a number. */
export function variables(): ObjectType {
  const { shape } = mapOf(STRING);
  return { kind: 'object', shape: { ...shape, excludes: (name) => /^\d+$/.test(name) } };
}

/** A map with these properties and, where `others` is null, no further ones. Names are found in any letter case. */
export function objectOf(
  properties: Iterable<readonly [name: string, type: Type]>,
  { others = null, ...facts }: Partial<Pick<Shape, 'others' | 'absence' | 'excludes'>> = {},
): ObjectType {
  const types = new Map<string, Type>();
  const names: string[] = [];
  for (const [name, type] of properties) {
    if (types.has(name.toLowerCase())) continue;
    types.set(name.toLowerCase(), type);
    if (names.length < MAX_NAMES) names.push(name);
  }
  return {
    kind: 'object',
    shape: {
      get: (name) => types.get(name),
      names: () => names,
      others,
      ...facts,
    },
  };
}

/** What kind of value this is, in words. */
export function typeWords({ kind }: Pick<Type, 'kind'>): string {
  return WORDS[kind];
}

const WORDS: { readonly [Kind in Type['kind']]: string } = {
  any: 'any value',
  null: 'null',
  boolean: 'true or false',
  number: 'a number',
  string: 'a text',
  list: 'a list',
  object: 'a map',
};
