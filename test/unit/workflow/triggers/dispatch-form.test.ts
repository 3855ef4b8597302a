import { describe, expect, it } from 'vitest';
import type { InputDefinition } from '../../../../src/events/index.ts';
import { isDispatchForm } from '../../../../src/events/index.ts';
import { dispatchForm, parseWorkflow } from '../../../../src/workflow/index.ts';

const LEVEL: InputDefinition = { type: 'choice', required: true, options: ['low', 'high'], default: 'low' };

describe('what a workflow declares for being started by hand', () => {
  it('are its inputs as its file has them, in the order of the file', () => {
    const source = `on:
  workflow_dispatch:
    inputs:
      who: { description: Whom to greet, required: true }
      level: { type: choice, options: [low, high], default: low }
      dry: { type: boolean, default: true }
      count: { type: number, default: 3 }
jobs:
  build: { runs-on: ubuntu-latest, steps: [{ run: make }] }
`;
    const form = dispatchForm(parseWorkflow(source, '.runbook/ci.yml').on ?? {});
    expect(form).toEqual({
      inputs: {
        who: { type: 'string', description: 'Whom to greet', required: true },
        level: { type: 'choice', required: false, options: ['low', 'high'], default: 'low' },
        dry: { type: 'boolean', required: false, default: true },
        count: { type: 'number', required: false, default: 3 },
      },
      leftOut: 0,
    });
    expect(Object.keys(form === false ? {} : form.inputs)).toEqual(['who', 'level', 'dry', 'count']);
    expect(isDispatchForm(JSON.parse(JSON.stringify(form)))).toBe(true);
  });

  it('is nothing where it has no inputs, and it cannot be started where it does not listen', () => {
    expect(dispatchForm({ workflow_dispatch: {} })).toEqual({ inputs: {}, leftOut: 0 });
    expect(dispatchForm({ push: {}, workflow_call: { inputs: { level: LEVEL } } })).toBe(false);
  });

  it('leaves out and counts inputs that would make an event large', () => {
    const long = (characters: number): InputDefinition => ({ ...LEVEL, description: 'x'.repeat(characters) });
    const inputs = { first: LEVEL, huge: long(1024 * 1024), second: long(10_000), third: long(10_000) };
    const form = dispatchForm({ workflow_dispatch: { inputs } });
    expect(form).toEqual({ inputs: { first: LEVEL, second: inputs.second }, leftOut: 2 });
    expect(JSON.stringify(form).length).toBeLessThan(17_000);
  });

  it.each([
    '{ type: colour, required: maybe, default: [1], description: [a] }',
    '{ type: choice, options: [1, true, null, [2]] }',
    '{ type: choice, options: 7 }',
    '{ type: number, default: .inf }',
    '{ description: 2024-01-01, default: null }',
    '[a]',
    '7',
  ])('can be read again, however wrong the file is: %s', (input) => {
    const source = `on: { workflow_dispatch: { inputs: { a: ${input}, __proto__: ${input} } } }\njobs: {}\n`;
    const form = dispatchForm(parseWorkflow(source, '.runbook/ci.yml').on ?? {});
    expect(isDispatchForm(JSON.parse(JSON.stringify(form)))).toBe(true);
    expect(Object.keys(form === false ? {} : form.inputs)).toEqual(['a', '__proto__']);
  });

  it.each([
    [null],
    [{ inputs: {} }],
    [{ inputs: [], leftOut: 0 }],
    [{ inputs: { a: { type: 'text', required: false } }, leftOut: 0 }],
    [{ inputs: { a: { type: 'string' } }, leftOut: 0 }],
    [{ inputs: { a: { ...LEVEL, default: {} } }, leftOut: 0 }],
    [{ inputs: { a: { ...LEVEL, options: 'low' } }, leftOut: 0 }],
    [{ inputs: {}, leftOut: -1 }],
  ])('is not %j', (value) => {
    expect(isDispatchForm(value)).toBe(false);
  });
});
