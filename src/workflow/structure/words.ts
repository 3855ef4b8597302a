import { isJsonObject, type Json } from '../../events/json.ts';

/** What JSON Schema's types are called in messages. */
const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['boolean', 'true or false'],
  ['object', 'a map'],
  ['array', 'a list'],
  ['null', 'empty'],
]);

/** What a schema wants, in words: its title where that describes a value, else its types. */
export function expectation(schema: object | undefined): string {
  const types = typesOf(schema);
  const title = titleOf(schema);
  // A title in back quotes, or of a map, names the thing and says nothing of its form.
  if (title !== null && !title.startsWith('`') && !NAMES_OF_MAPS.has(title)) return title;
  return types.map((type) => TYPE_WORDS.get(type) ?? type).join(' or ') || 'something else';
}

const NAMES_OF_MAPS = new Set([
  'a job',
  'a job that calls a workflow',
  'a step',
  'an input',
  'an output',
  'a secret',
  'a schedule',
  'a container',
  'a workflow',
]);

/** A schema's title, or null. */
export function titleOf(schema: object | undefined): string | null {
  return schema !== undefined && 'title' in schema && typeof schema.title === 'string' ? schema.title : null;
}

/** What kind of value this is, in words. */
export function kindOf(value: Json): string {
  if (value === null || value === '') return 'empty';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'number' || typeof value === 'boolean') return `\`${value}\``;
  return isJsonObject(value) ? 'a map' : 'a list';
}

/** `a`, `b` and `c`. */
export function quotedList(words: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const quoted = words.map((word) => `\`${word}\``);
  const last = quoted.at(-1) ?? '';
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

function typesOf(schema: object | undefined): string[] {
  if (schema === undefined || !('type' in schema)) return [];
  return Array.isArray(schema.type) ? schema.type.map(String) : [String(schema.type)];
}
