import { describe, expect, it } from 'vitest';
import schema from '../../../schema/workflow.schema.json' with { type: 'json' };
import { KEYS, type KeyNode } from '../../../src/workflow/contexts/availability.ts';
import { JOB_KEYS_NOT_EXECUTED, STEP_KEYS_NOT_EXECUTED } from '../../../src/workflow/definition/index.ts';
import { FUNCTION_NAMES } from '../../../src/workflow/expressions/index.ts';
import { EVENT_NAMES } from '../../../src/workflow/index.ts';
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

describe('docs/workflow-syntax.md', () => {
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
    expect(rows).toEqual(availability());
    const used = new Set(rows.flatMap((row) => row.split(' | ')[1]?.split(' ') ?? []));
    const documented = tableRows(PAGE, 'Contexts').flatMap(([name = '']) => quoted(name));
    expect(documented.sort()).toEqual([...used].sort());
  });
});
