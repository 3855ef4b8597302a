import { describe, expect, it } from 'vitest';
import schema from '../../../schema/workflow.schema.json' with { type: 'json' };
import { KEYS, type KeyNode } from '../../../src/workflow/contexts/availability.ts';
import { JOB_KEYS_NOT_EXECUTED, STEP_KEYS_NOT_EXECUTED } from '../../../src/workflow/definition/index.ts';
import { FUNCTION_NAMES } from '../../../src/workflow/expressions/index.ts';
import { EVENT_NAMES } from '../../../src/workflow/index.ts';
import type { Schema } from '../../../src/workflow/structure/schemas.ts';
import { isSchema } from '../../../src/workflow/structure/words.ts';
import { quoted, tableRows } from './tables.ts';

const PAGE = 'workflow-syntax.md';

/** The keys of a table, and those of them that are refused. */
function keys(heading: string): { readonly all: string[]; readonly refused: string[] } {
  const rows = tableRows(PAGE, heading).map(([key = '', state]) => ({ key: quoted(key)[0] ?? '', state }));
  const all = rows.map(({ key }) => key).sort();
  return {
    all,
    refused: rows
      .filter(({ state }) => state === 'refused')
      .map(({ key }) => key)
      .sort(),
  };
}

/**
 * Every key that takes expressions, as the page writes it, `key | contexts | functions`: without keys at which holds
 * what holds above them, and once for all steps, in a `parallel` group or not.
 */
function availability(node: KeyNode = KEYS, path = '', above = ''): string[] {
  const { here } = node;
  const usable =
    here === null ? '' : `${[...here.contexts].sort().join(' ')} | ${[...here.functions].sort().join(' ')}`;
  const row = usable === '' || usable === above ? [] : [`${path} | ${usable}`];
  const below = [...node.keys].flatMap(([key, next]) =>
    key === 'parallel' ? [] : availability(next, path === '' ? key : `${path}.${key}`, usable),
  );
  return [...row, ...below];
}

/** The schema that a path of keywords below `$defs` leads to, references followed. */
function definition(...path: readonly string[]): Schema {
  let found: unknown = schema.$defs;
  for (const segment of path) found = isSchema(found) ? found[segment] : undefined;
  return isSchema(found) ? resolved(found) : {};
}

/** What a reference names, under what stands beside the reference. */
function resolved(part: Schema): Schema {
  const { $ref: reference, ...own } = part;
  if (typeof reference !== 'string') return part;
  return { ...definition(...reference.split('/').slice(2)), ...own };
}

/** The keys of a schema, each with its own. */
function keySchemas(part: Schema): [key: string, schema: Schema][] {
  const properties = isSchema(part['properties']) ? Object.entries(part['properties']) : [];
  return properties.flatMap(([key, value]) => (isSchema(value) ? [[key, resolved(value)]] : []));
}

/** `default: false` of a cell, or of a description in the schema, `Default: false.` */
function defaultIn(text: string): string | undefined {
  return /\bdefault: (.*?)\.?$/i.exec(text)?.[1];
}

/** The keys of the parts of a schema, as the page writes them, each with its default if it has one. */
function keysWithDefaults(parts: readonly (readonly [name: string, ...path: string[]])[]): string[] {
  return parts.flatMap(([name, ...path]) =>
    keySchemas(definition(...path)).map(
      ([key, { description }]) => `${name}.${key} = ${defaultIn(String(description)) ?? ''}`,
    ),
  );
}

/** The keys and defaults of a table. */
function documentedDefaults(heading: string): string[] {
  return tableRows(PAGE, heading).map(
    ([key = '', meaning = '']) => `${quoted(key)[0] ?? ''} = ${defaultIn(meaning) ?? ''}`,
  );
}

describe('docs/workflow-syntax.md', () => {
  it('has every key of what is inside containers, environments and the like, with its default', () => {
    expect(documentedDefaults('Keys inside keys')).toEqual(
      keysWithDefaults([
        ['concurrency', 'concurrency'],
        ['defaults.run', 'defaults', 'properties', 'run'],
        ['strategy', 'strategy'],
        ['strategy.matrix', 'strategy', 'properties', 'matrix'],
        ['runs-on', 'runsOn'],
        ['environment', 'environment'],
        ['container', 'container'],
        ['container.credentials', 'container', 'properties', 'credentials'],
        ['services.*', 'service'],
        ['snapshot', 'snapshot'],
      ]),
    );
  });

  it('has every key of inputs, outputs and secrets, with its default', () => {
    expect(documentedDefaults('Inputs, outputs and secrets')).toEqual(
      keysWithDefaults([
        ['workflow_dispatch.inputs.*', 'input'],
        ['workflow_call.inputs.*', 'calledInput'],
        ['workflow_call.outputs.*', 'calledOutput'],
        ['workflow_call.secrets.*', 'calledSecret'],
      ]),
    );
  });

  it('has every permission with its levels', () => {
    const documented = tableRows(PAGE, 'Permissions').map(([name = '', levels = '']) => [
      quoted(name)[0],
      quoted(levels),
    ]);
    expect(documented).toEqual(
      keySchemas(definition('permissions')).map(([name, { enum: levels }]) => [name, levels]),
    );
  });

  it('has every event with its types and filters', () => {
    const documented = tableRows(PAGE, 'Types and filters of events').map(
      ([event = '', types = '', others = '']) => [quoted(event)[0], quoted(types), quoted(others)],
    );
    expect(documented).toEqual(
      keySchemas(definition('on')).map(([event, part]) => {
        const keys = keySchemas(isSchema(part['items']) ? part['items'] : part);
        const activities = keys.find(([key]) => key === 'types')?.[1]['then'];
        const types = isSchema(activities) ? resolved(activities)['enum'] : [];
        return [event, types, keys.map(([key]) => key).filter((key) => key !== 'types')];
      }),
    );
  });

  it('has every key of a workflow, of a job and of a step', () => {
    const { job, step, callingJob } = schema.$defs;
    expect(keys('Keys of a workflow').all).toEqual(Object.keys(schema.properties).sort());
    const jobKeys = new Set([...Object.keys(job.properties), ...Object.keys(callingJob.properties)]);
    expect(keys('Keys of a job').all).toEqual([...jobKeys].sort());
    expect(keys('Keys of a step').all).toEqual(Object.keys(step.properties).sort());
  });

  it('says of the keys that are not executed that they are refused', () => {
    expect(keys('Keys of a job').refused).toEqual([...JOB_KEYS_NOT_EXECUTED].sort());
    expect(keys('Keys of a step').refused).toEqual([...STEP_KEYS_NOT_EXECUTED].sort());
  });

  it('has every event', () => {
    const documented = tableRows(PAGE, 'Events').flatMap(([events = '']) => quoted(events));
    expect([...new Set(documented)].sort()).toEqual([...EVENT_NAMES].sort());
  });

  it('has every function', () => {
    const documented = tableRows(PAGE, 'Functions').flatMap(([name = '']) => quoted(name));
    expect(documented.sort()).toEqual([...FUNCTION_NAMES].sort());
  });

  it('has every context, and says where it may be used', () => {
    const rows = tableRows(PAGE, 'What may be used where').map(
      ([key = '', contexts = '', functions = '']) => {
        const names = [...quoted(contexts), 'runbook'].sort().join(' ');
        const lower = quoted(functions).map((name) => name.toLowerCase());
        return `${quoted(key)[0] ?? ''} | ${names} | ${lower.sort().join(' ')}`;
      },
    );
    // Steps of a group have what steps have; the page says so in a sentence.
    const inGroups = availability().filter((row) => row.includes('.parallel.*'));
    const others = availability().filter((row) => !row.includes('.parallel.*'));
    expect(rows).toEqual(others);
    expect(others).toEqual(expect.arrayContaining(inGroups.map((row) => row.replace('.parallel.*', ''))));
    const used = new Set(rows.flatMap((row) => row.split(' | ')[1]?.split(' ') ?? []));
    const documented = tableRows(PAGE, 'Contexts').flatMap(([name = '']) => quoted(name));
    expect(documented.sort()).toEqual([...used].sort());
  });
});
