/** What to write in place of a value of the wrong kind, where its form tells what was meant. */
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { scalarText, textsOf } from '../definition/read.ts';
import { quoted } from '../quoted.ts';
import type { Schema } from './schemas.ts';
import { keysOf, STEP_KEYS, titleOf, typesOf } from './words.ts';

/** The most items that a hint repeats. */
const MOST = 5;

/** The longest text that a hint repeats. */
const LONGEST = 40;

/** The second half of a sentence, `; write ...`; empty where nothing is known that would help. */
export function hintOf(value: Json, schema: Schema): string {
  const types = typesOf(schema);
  const hint = Array.isArray(value)
    ? hintOfList(value, schema)
    : isJsonObject(value)
      ? hintOfMap(value, types, schema)
      : ((typeof value === 'string' ? hintOfQuotes(value, types) : null) ??
        hintOfScalar(scalarText(value) ?? '', types, schema));
  return hint === null ? '' : `; ${hint}`;
}

/** A text that was to be true, false or a number. */
function hintOfQuotes(text: string, types: readonly string[]): string | null {
  const meant = types.includes('boolean') ? BOOLEANS.get(text.toLowerCase()) : undefined;
  if (meant !== undefined) return `in YAML 1.2 \`${text}\` is a text, write \`${meant}\``;
  const isNumeric = types.includes('number') || types.includes('integer');
  const isQuoted =
    (types.includes('boolean') && /^(true|false)$/i.test(text)) ||
    (isNumeric && /^-?\d+(\.\d+)?$/.test(text));
  return isQuoted ? 'the quotes make it a text, leave them out' : null;
}

function hintOfScalar(text: string, types: readonly string[], schema: Schema): string | null {
  if (text === '') return null;
  const title = titleOf(schema);
  if (title === 'a step' || title === "an action's step") return stepHint(text);
  if (title === 'a list of schedules') return `write \`- cron: '${text}'\` below it`;
  if (title === 'a schedule') return `write \`cron: '${text}'\``;
  if (title === '`retry`') return `write \`{ attempts: ${text} }\``;
  if (title === 'an output') return 'write it as `value` below its name';
  if (title === 'an input' && INPUT_TYPES.has(text)) return `write \`{ type: ${text} }\``;
  if (title?.startsWith('`on.') === true) return eventHint(schema, [text]);
  if (isOfVariables(schema)) {
    const assignment = assignmentIn(text);
    return assignment === null ? null : `write \`${assignment}\``;
  }
  if (
    types.includes('array') &&
    title?.startsWith('a list') === true &&
    title !== 'a list of steps' &&
    isShort(text)
  ) {
    return `write \`[${text}]\``;
  }
  return null;
}

/** A step that is only a text: a script, an action, or a key and its value without a space. */
function stepHint(text: string): string {
  const [, key, rest] = /^([\w-]+):(\S.*)$/.exec(text) ?? [];
  if (key !== undefined && STEP_KEYS.includes(key)) {
    return `a space is missing after the colon: \`${key}: ${(rest ?? '').slice(0, LONGEST)}\``;
  }
  return isShort(text) ? `write \`- ${isAction(text) ? 'uses' : 'run'}: ${text}\`` : 'write it below `run:`';
}

function hintOfList(list: readonly Json[], schema: Schema): string | null {
  const [first] = list;
  const title = titleOf(schema);
  if (title === 'a script') return 'write its lines below `run: |`';
  if (title === 'a map of jobs') return "write a job's id in place of each `-`";
  if (title?.startsWith('`on.') === true) return eventHint(schema, textsOf(list));
  if (!isOfVariables(schema)) return null;
  const assignment = typeof first === 'string' ? assignmentIn(first) : null;
  if (assignment !== null) return `write \`${assignment}\`, without \`-\``;
  return first !== undefined && isJsonObject(first) ? 'leave out the `-`' : null;
}

function hintOfMap(map: JsonObject, types: readonly string[], schema: Schema): string | null {
  if (!types.includes('array')) return null;
  if (Object.keys(map).some((key) => /^-\w/.test(key))) return 'a space is missing after `-`';
  return (
    bracketsHint(map) ??
    (titleOf(schema)?.startsWith('a list of ') === true ? 'begin each item with `- `' : null)
  );
}

/** Whether a schema is of a map of free names: variables, inputs. */
function isOfVariables(schema: Schema): boolean {
  return /^a map of (?:variables|inputs|secrets)/.test(titleOf(schema) ?? '');
}

/** The types that inputs may have. */
const INPUT_TYPES: ReadonlySet<string> = new Set(['string', 'boolean', 'number', 'choice', 'environment']);

/** `{main}` where a list was meant; null for a map that is one. */
export function bracketsHint(map: JsonObject): string | null {
  const keys = Object.keys(map);
  if (keys.length === 0 || !Object.values(map).every((value) => value === null)) return null;
  return `braces make a map, a list has brackets: ${quoted(`[${keys.slice(0, MOST).join(', ')}]`)}`;
}

/** `A=b` as a key and its value. */
function assignmentIn(text: string): string | null {
  const [, name, value] = /^([A-Za-z_]\w{0,40})\s*[=:]\s*(\S.{0,20})?$/.exec(text) ?? [];
  return name === undefined ? null : `${name}: ${value ?? '...'}`;
}

/** What an event is given directly is most likely meant for its first filter. */
function eventHint(schema: Schema, words: readonly string[]): string | null {
  const keys = keysOf(schema);
  const filter = isActivity(schema, words) || !keys.includes('branches') ? 'types' : 'branches';
  if (!keys.includes(filter) || !words.every(isShort)) return null;
  return `write ${quoted(`${filter}: [${words.slice(0, MOST).join(', ')}]`)} below it`;
}

function isActivity(schema: Schema, words: readonly string[]): boolean {
  const text = JSON.stringify(schema['properties'] ?? {});
  return words.every((word) => text.includes(`\`${word}\``));
}

function isAction(text: string): boolean {
  return /^(\.\/|docker:\/\/|[\w.-]+\/[\w./-]+@)/.test(text);
}

function isShort(text: string): boolean {
  return text.length <= LONGEST && !text.includes('\n');
}

/** What YAML 1.1 read as booleans. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['y', true],
  ['on', true],
  ['no', false],
  ['n', false],
  ['off', false],
]);
