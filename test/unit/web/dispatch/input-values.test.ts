import { describe, expect, it } from 'vitest';
import {
  checkValues,
  type DispatchInput,
  initialValues,
  inputsToSend,
} from '../../../../src/web/pages/dispatch/input-values.ts';
import { NO_MISTAKES } from '../../../../src/web/pages/dispatch/mistakes.ts';

function input(type: DispatchInput['type'], rest: Partial<DispatchInput> = {}): DispatchInput {
  return { type, required: false, ...rest };
}

describe('the form of a dispatch', () => {
  it('begins with the defaults, a box with what its default means', () => {
    expect(
      initialValues({
        text: input('string', { default: 'a' }),
        size: input('number', { default: 0 }),
        on: input('boolean', { default: 'true' }),
        off: input('boolean'),
        where: input('environment'),
      }),
    ).toEqual({ text: 'a', size: '0', on: true, off: false, where: '' });
  });

  it('sends values of their types, an empty text as one, and no empty number or choice', () => {
    const inputs = {
      text: input('string', { default: 'a' }),
      size: input('number'),
      none: input('number', { default: 5 }),
      on: input('boolean'),
      kind: input('choice', { options: ['x'] }),
      where: input('environment'),
    };
    const values = { text: '', size: ' 1.5 ', none: ' ', on: true, kind: '', where: 'production' };
    expect(inputsToSend(inputs, values)).toEqual({ text: '', size: 1.5, on: true, where: 'production' });
  });

  it('asks for what must be given, and for numbers where they are', () => {
    const inputs = {
      text: input('string', { required: true }),
      size: input('number'),
      on: input('boolean', { required: true }),
      kind: input('choice', { required: true, options: ['x'] }),
      free: input('string'),
    };
    const { ref, inputs: found } = checkValues(
      inputs,
      { text: '', size: '1O', on: false, kind: '', free: '' },
      '',
    );
    expect(ref).toBeUndefined();
    expect(Object.keys(found)).toEqual(['text', 'size', 'kind']);
    expect(checkValues(inputs, { text: 'a', size: '', on: false, kind: 'x', free: '' }, 'main')).toBe(
      NO_MISTAKES,
    );
  });

  it('takes no ref that git refuses', () => {
    for (const ref of ['-f', 'a b', 'a\tb', 'a~1', 'a^', 'a:b', 'a*', 'a?', 'a[', 'a\\b'])
      expect(checkValues({}, {}, ref).ref, ref).toBeDefined();
    for (const ref of ['', 'main', 'refs/tags/v1', 'fix/ä-1', 'a@b'])
      expect(checkValues({}, {}, ref), ref).toBe(NO_MISTAKES);
  });
});
