import type { EventFilters, InputDefinition, Triggers } from '../../events/definition.ts';
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { listOf, mapOf, present, scalarText, templateOf, textsOf } from './read.ts';

/**
 * `on` in its three forms (an event, a list of events, a map of events to filters); null where it is none of
 * them. Tolerant: also used to see whether a broken file would have run.
 */
export function readTriggers(on: Json | undefined): Triggers | null {
  if (typeof on === 'string') return on === '' ? null : { [on]: {} };
  if (Array.isArray(on)) return Object.fromEntries(textsOf(on).map((event) => [event, {}]));
  if (!isJsonObject(on)) return null;
  return Object.fromEntries(Object.entries(on).map(([event, value]) => [event, readFilters(event, value)]));
}

function readFilters(event: string, value: Json): EventFilters {
  if (event === 'schedule')
    return { cron: listOf(value).map((entry) => scalarText(mapOf(entry)['cron']) ?? '') };
  const filters = mapOf(value);
  return present({
    branches: patterns(filters, 'branches'),
    branchesIgnore: patterns(filters, 'branches-ignore'),
    tags: patterns(filters, 'tags'),
    tagsIgnore: patterns(filters, 'tags-ignore'),
    paths: patterns(filters, 'paths'),
    pathsIgnore: patterns(filters, 'paths-ignore'),
    types: patterns(filters, 'types'),
    workflows: patterns(filters, 'workflows'),
    names: patterns(filters, 'names'),
    versions: patterns(filters, 'versions'),
    inputs: filters['inputs'] === undefined ? undefined : readInputs(filters['inputs']),
    call: event === 'workflow_call' ? readCall(filters) : undefined,
  });
}

function patterns(filters: JsonObject, key: string): string[] | undefined {
  // A filter with nothing below it is as none, on GitHub too.
  return filters[key] === undefined || filters[key] === null ? undefined : textsOf(filters[key]);
}

function readInputs(value: Json): { [name: string]: InputDefinition } {
  return Object.fromEntries(
    Object.entries(mapOf(value)).map(([name, input]) => [name, readInput(mapOf(input))]),
  );
}

function readInput(input: JsonObject): InputDefinition {
  return present({
    type: inputType(input['type']),
    description: scalarText(input['description']),
    required: input['required'] === true,
    default: templateOf(input['default']),
    options: input['options'] === undefined ? undefined : textsOf(input['options']),
  });
}

function inputType(value: Json | undefined): InputDefinition['type'] {
  return value === 'boolean' || value === 'number' || value === 'choice' || value === 'environment'
    ? value
    : 'string';
}

function readCall({ inputs: _inputs, ...rest }: JsonObject): JsonObject | undefined {
  return Object.keys(rest).length === 0 ? undefined : rest;
}
