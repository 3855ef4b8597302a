import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../../../src/web/api/api-problem.ts';
import { fieldMistakes, NO_MISTAKES } from '../../../../src/web/pages/dispatch/mistakes.ts';

const INPUTS = {
  version: { type: 'string', required: true },
  ref: { type: 'string', required: false },
} as const;

function refused(...errors: readonly (readonly [field: string, message: string])[]): ApiProblem {
  return new ApiProblem('Refused.', {
    status: 422,
    errors: errors.map(([field, message]) => ({
      resource: 'WorkflowDispatch',
      field,
      code: 'invalid',
      message,
    })),
  });
}

describe('the mistakes that a server found in a dispatch', () => {
  it('stand at their fields, those of an input called ref at that', () => {
    const error = refused(
      ['version', 'The input `version` is required.'],
      ['ref', 'The input `ref` must be a text.'],
      ['inputs', 'Too long together.'],
    );
    expect(fieldMistakes(error, INPUTS)).toEqual({
      ref: undefined,
      inputs: {
        version: 'The input `version` is required.',
        ref: 'The input `ref` must be a text.',
      },
    });
    expect(fieldMistakes(refused(['ref', 'There is no branch x.']), INPUTS)).toEqual({
      ref: 'There is no branch x.',
      inputs: {},
    });
  });

  it('are none of the form where its fields have nothing to do with them', () => {
    expect(fieldMistakes(refused(['inputs', 'Too long together.']), INPUTS)).toBe(NO_MISTAKES);
    expect(fieldMistakes(refused(['toString', 'Unknown.']), INPUTS)).toBe(NO_MISTAKES);
    expect(fieldMistakes(new TypeError('away'), INPUTS)).toBe(NO_MISTAKES);
  });
});
