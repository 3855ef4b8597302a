import { describe, expect, it } from 'vitest';
import type { InputDefinition } from '../../../../src/events/definition.ts';
import { checkDispatchInputs } from '../../../../src/workflow/index.ts';

const declared: { [name: string]: InputDefinition } = {
  level: { type: 'choice', required: false, options: ['low', 'high'], default: 'low' },
  dry: { type: 'boolean', required: false },
  count: { type: 'number', required: false },
  who: { type: 'string', required: true },
};

describe('inputs of a dispatch', () => {
  it('are typed: booleans and numbers also from text, texts also from numbers', () => {
    expect(checkDispatchInputs(declared, { dry: 'true', count: '3', who: 7, LEVEL: 'high' })).toEqual({
      inputs: { level: 'high', dry: true, count: 3, who: '7' },
    });
  });

  it('take their defaults, or what stands for nothing in their type', () => {
    expect(checkDispatchInputs(declared, { who: 'x' })).toEqual({
      inputs: { level: 'low', dry: false, count: 0, who: 'x' },
    });
  });

  it('are refused, all at once, where they are missing, unknown or of the wrong type', () => {
    expect(checkDispatchInputs(declared, { levl: 'high', level: 'max', dry: 'yes', count: 'many' })).toEqual({
      errors: [
        { input: 'levl', message: 'The workflow has no input `levl`; did you mean `level`?' },
        { input: 'level', message: 'The input `level` must be one of `low`, `high`.' },
        { input: 'dry', message: 'The input `dry` must be true or false.' },
        { input: 'count', message: 'The input `count` must be a number.' },
        { input: 'who', message: 'The input `who` is required.' },
      ],
    });
  });

  it('are refused where they are too long together', () => {
    const result = checkDispatchInputs(declared, { who: 'x'.repeat(70_000) });
    const message = 'The inputs have more than 65535 characters together.';
    expect(result).toEqual({ errors: [{ input: null, message }] });
  });

  it('may be none where none is declared', () => {
    expect(checkDispatchInputs(undefined, {})).toEqual({ inputs: {} });
  });
});
