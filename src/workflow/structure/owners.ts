/** Where a key belongs that stands at the wrong place. */
import { SCHEMAS, type Schema } from './schemas.ts';
import { isSchema, keysOf } from './words.ts';

/** The most owners of a key that are named. */
const MAX_OWNERS = 3;

/** What a part of the language is called, and where its schema is below `$defs`; the outermost first. */
const PARTS: readonly (readonly [name: string, ...path: readonly string[]])[] = [
  ['`on`', 'on'],
  ['a job', 'job'],
  ['a job that calls a workflow', 'callingJob'],
  ['a step', 'step'],
  ['`strategy`', 'strategy'],
  ['`matrix`', 'strategy', 'properties', 'matrix'],
  ['`runs-on`', 'runsOn'],
  ['`concurrency`', 'concurrency'],
  ['`environment`', 'environment'],
  ['`container`', 'container'],
  ['a service', 'service'],
  ['`defaults.run`', 'defaults', 'properties', 'run'],
  ['an event such as `push`', 'on', 'properties', 'push'],
  ['an event such as `issues`', 'on', 'properties', 'issues'],
  ['`workflow_run`', 'on', 'properties', 'workflow_run'],
  ['an item of `schedule`', 'on', 'properties', 'schedule', 'items'],
  ['`workflow_call`', 'on', 'properties', 'workflow_call'],
  ['`workflow_dispatch`', 'on', 'properties', 'workflow_dispatch'],
];

/** The parts between which keys are moved by mistake, by a wrong indentation above all. */
const LEVELS: ReadonlySet<string> = new Set([
  'the workflow',
  '`on`',
  'a job',
  'a job that calls a workflow',
  'a step',
]);

let index: ReadonlyMap<string, readonly string[]> | null = null;

/**
 * What has this key, the outermost first, three at most. None where it is no key of the language, or where the map in
 * which it stands is of a part that lends none: `name` in `concurrency` is made up, `runs-on` is at the wrong place.
 * @param owner the part in which the key stands, by its name here
 */
export function ownersOf(key: string, owner: string): readonly string[] {
  index ??= readIndex();
  const owners = index.get(key) ?? [];
  if (owners.includes(owner)) return [];
  const moved = isLevel(owner) ? owners : owners.filter((name) => LEVELS.has(name) && owners.length === 1);
  const isOfAnyJob = moved.includes('a job');
  return moved.filter((name) => !isOfAnyJob || name !== 'a job that calls a workflow').slice(0, MAX_OWNERS);
}

/** Whether a part of the language is one between which keys are moved: what it does not have may belong to another. */
export function isLevel(owner: string): boolean {
  return LEVELS.has(owner) || owner === '`strategy`' || owner === '`defaults`';
}

function readIndex(): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  const parts: [string, Schema][] = PARTS.map(([name, ...path]) => [name, definitionAt(path)]);
  for (const [name, schema] of [['the workflow', SCHEMAS.workflow] as const, ...parts]) {
    for (const key of keysOf(schema)) owners.set(key, [...(owners.get(key) ?? []), name]);
  }
  return owners;
}

function definitionAt(path: readonly string[]): Schema {
  let schema: unknown = SCHEMAS.workflow['$defs'];
  for (const segment of path) schema = isSchema(schema) ? schema[segment] : undefined;
  return isSchema(schema) ? schema : {};
}
