import type { ReactNode } from 'react';
import { Field } from '../../kit/field.tsx';
import { CheckboxField } from './checkbox-field.tsx';
import { InputControl } from './input-control.tsx';
import { InputLabel } from './input-label.tsx';
import type { DispatchInput, Value } from './input-values.ts';

/** One input of a workflow: its name, what it is for, and the control of its type. */
export function InputField({
  name,
  input,
  value,
  error,
  onChange,
}: {
  readonly name: string;
  readonly input: DispatchInput;
  readonly value: Value;
  readonly error: string | undefined;
  readonly onChange: (value: Value) => void;
}): ReactNode {
  if (input.type === 'boolean') {
    return (
      <CheckboxField
        label={name}
        hint={input.description}
        error={error}
        checked={value === true}
        onChange={onChange}
      />
    );
  }
  return (
    <Field label={<InputLabel name={name} input={input} />} hint={input.description} error={error}>
      {(names) => <InputControl names={names} input={input} value={String(value)} onChange={onChange} />}
    </Field>
  );
}
