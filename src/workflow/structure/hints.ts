/** What to write in place of a value of the wrong kind, where its form tells what was meant. */
import { isJsonObject, type Json } from '../../events/json.ts';
import type { Path } from '../source/document.ts';
import type { Schema } from './schemas.ts';
import { keysOf, titleOf, typesOf } from './words.ts';

/** The second half of a sentence, `; write ...`; empty where nothing is known that would help. */
export function hintOf(path: Path, value: Json, schema: Schema): string {
  const types = typesOf(schema);
  const hint =
    typeof value === 'string' || typeof value === 'number'
      ? hintOfScalar(path, String(value), types, schema)
      : Array.isArray(value)
        ? hintOfList(value, types, schema)
        : hintOfMap(value, types, schema);
  return hint === null ? '' : `; ${hint}`;
}

function hintOfScalar(path: Path, text: string, types: readonly string[], schema: Schema): string | null {
  if (types.includes('boolean')) {
    const meant = BOOLEANS.get(text.toLowerCase());
    if (meant !== undefined) return `in YAML 1.2 \`${text}\` is a text, write \`${meant}\``;
    if (/^(true|false)$/i.test(text)) return 'the quotes make it a text, leave them out';
  }
  const isNumeric = types.includes('number') || types.includes('integer');
  if (isNumeric && /^-?\d+(\.\d+)?$/.test(text)) return 'the quotes make it a text, leave them out';
  const title = titleOf(schema);
  if (title === 'a step') {
    return text.length > 40
      ? 'write it below `run:`'
      : `write \`- ${isAction(text) ? 'uses' : 'run'}: ${text}\``;
  }
  if (title === 'a list of schedules') return "write `- cron: '30 5 * * *'` below it";
  if (title === 'a map with `attempts`') return `write \`{ attempts: ${text} }\``;
  if (title?.startsWith('`on.') === true) return eventHint(schema, [text]);
  if (title === 'an input' || title === 'a secret') return 'write its keys below it, such as `description`';
  if (types.includes('array') && !types.includes('null') && isShort(text) && !path.includes('steps')) {
    return `write \`[${text}]\``;
  }
  return null;
}

function hintOfList(list: readonly Json[], types: readonly string[], schema: Schema): string | null {
  const [first] = list;
  const title = titleOf(schema);
  if (title === 'a script') return 'write its lines below `run: |`';
  if (title === 'a map of jobs') return "write a job's id in place of each `-`";
  if (title?.startsWith('`on.') === true) return eventHint(schema, list.map(String));
  if (!types.includes('object')) return null;
  if (typeof first === 'string') {
    const assignment = /^([A-Za-z_]\w*)\s*[=:]\s*(\S.{0,20})?$/.exec(first);
    if (assignment !== null)
      return `write \`${assignment[1] ?? ''}: ${assignment[2] ?? '...'}\`, without \`-\``;
  }
  return first !== undefined && isJsonObject(first) ? 'leave out the `-`' : null;
}

function hintOfMap(map: Json, types: readonly string[], schema: Schema): string | null {
  if (map === null || !isJsonObject(map)) return null;
  const keys = Object.keys(map);
  if (titleOf(schema) === 'a list of steps') return 'begin each step with `- `';
  if (titleOf(schema) === 'a list of schedules') return 'begin each with `- `';
  const areOnlyWords = keys.length > 0 && Object.values(map).every((value) => value === null);
  if (areOnlyWords && types.includes('array')) {
    return `braces make a map, a list has brackets: \`[${keys.slice(0, 5).join(', ')}]\``;
  }
  if (areOnlyWords && types.includes('string') && keys.length === 1) return 'leave out the braces';
  return null;
}

/** What an event is given directly is most likely meant for its first filter. */
function eventHint(schema: Schema, words: readonly string[]): string | null {
  const [filter] = keysOf(schema).filter((key) => key === 'types' || key === 'branches');
  if (filter === undefined || !words.every(isShort)) return null;
  return `write \`${filter === 'types' && keysOf(schema).includes('branches') && !isActivity(schema, words) ? 'branches' : filter}: [${words.join(', ')}]\` below it`;
}

function isActivity(schema: Schema, words: readonly string[]): boolean {
  const text = JSON.stringify(schema['properties'] ?? {});
  return words.every((word) => text.includes(`\`${word}\``));
}

function isAction(text: string): boolean {
  return /^(\.\/|docker:\/\/|[\w.-]+\/[\w./-]+@)/.test(text);
}

function isShort(text: string): boolean {
  return text.length <= 40 && !text.includes('\n');
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
