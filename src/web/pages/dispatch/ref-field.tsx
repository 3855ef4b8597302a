import type { ReactNode } from 'react';
import { Field } from '../../kit/field.tsx';

/** Which branch or tag is run. */
export function RefField({
  value,
  error,
  onChange,
}: {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <Field
      label="Branch or tag"
      hint="The workflow file is taken as it is there. The inputs below are those that the default branch declares."
      error={error}
    >
      {(names) => (
        <input
          {...names}
          type="text"
          value={value}
          placeholder="the default branch"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
