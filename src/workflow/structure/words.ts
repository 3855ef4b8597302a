import { isJsonObject, type Json } from '../../events/json.ts';
import { SCHEMAS, type Schema } from './schemas.ts';

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

/** What things take that have a name of their own, where their types alone would not say it. */
const FORMS: ReadonlyMap<string, string> = new Map([
  ['`concurrency`', "a group's name or a map with `group`"],
  ['`container`', 'an image or a map with `image`'],
  ['a container', 'an image or a map with `image`'],
  ['a service', 'an image or a map with `image`'],
  ['`environment`', "an environment's name or a map with `name`"],
  ['`on`', 'an event, a list of events or a map of them'],
  ['`permissions`', 'a map of permissions, `read-all` or `write-all`'],
  ['`retry`', 'a map with `attempts`'],
  ['`runs-on`', 'a label, a list of labels or a map with `labels`'],
  ['`snapshot`', 'the name of an image or a map with `image-name`'],
  ['`strategy`', 'a map with `matrix` or an expression `${{ }}`'],
  ['a schedule', 'a map with `cron`'],
]);

/** Titles that name a thing and say nothing of the form of its value, as do those in back quotes. */
const NAMES_OF_MAPS: ReadonlySet<string> = new Set([
  'a job',
  'a job that calls a workflow',
  'a step',
  "an action's step",
  'an input',
  'an output',
  'a secret',
  'a schedule',
  'a container',
  'a service',
  'a workflow',
  'an action',
]);

/** Every key that a step of some kind has. */
export const STEP_KEYS: readonly string[] = keysOf(definition('step'));

/** Every key that a job has. */
export const JOB_KEYS: readonly string[] = [
  ...keysOf(definition('job')),
  ...keysOf(definition('callingJob')),
];

/** What a schema wants, in words: its title where that describes a value, else its types. */
export function expectation(schema: Schema): string {
  const title = titleOf(schema);
  const form = FORMS.get(title ?? '');
  if (form !== undefined) return form;
  if (title?.startsWith('`on.') === true) return 'a map of filters or empty';
  if (title !== null && !title.startsWith('`') && !NAMES_OF_MAPS.has(title)) return title;
  const words = typesOf(schema).map((type) => TYPE_WORDS.get(type) ?? type);
  return words.length === 0 ? 'something else' : listed(words, 'or');
}

/** The JSON types that a schema admits; none where it does not say. */
export function typesOf(schema: Schema): readonly string[] {
  const { type } = schema;
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.map(String) : [];
}

/** The keys that a schema of maps knows. */
export function keysOf(schema: Schema): readonly string[] {
  return isSchema(schema['properties']) ? Object.keys(schema['properties']) : [];
}

/** A schema's title, or null. */
export function titleOf(schema: Schema): string | null {
  return typeof schema['title'] === 'string' ? schema['title'] : null;
}

/** What kind of value this is, in words; a short scalar as it is. */
export function kindOf(value: Json): string {
  if (value === null || value === '') return 'empty';
  if (typeof value === 'string')
    return value.length <= 40 && !value.includes('\n') ? `\`${value}\`` : 'a text';
  if (typeof value === 'number' || typeof value === 'boolean') return `\`${value}\``;
  return isJsonObject(value) ? 'a map' : 'a list';
}

/** `a`, `b` and `c`. */
export function quotedList(words: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  return listed(
    words.map((word) => `\`${word}\``),
    conjunction,
  );
}

/** a, b and c */
export function listed(words: readonly string[], conjunction: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** Whether a part of a schema is a schema itself, or a map of them. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}

function definition(name: string): Schema {
  const definitions = SCHEMAS.workflow['$defs'];
  const found = isSchema(definitions) ? definitions[name] : undefined;
  return isSchema(found) ? found : {};
}
