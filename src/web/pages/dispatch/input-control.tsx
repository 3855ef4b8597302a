import type { ReactNode } from 'react';
import type { ControlNames } from '../../kit/field-notes.tsx';
import type { DispatchInput } from './input-values.ts';

/** What an input is given with: a list for a choice, a text for everything else. */
export function InputControl({
  names,
  input: { type, options = [], required, default: declared },
  value,
  onChange,
}: {
  readonly names: ControlNames;
  readonly input: DispatchInput;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  if (type === 'choice') {
    return (
      <select {...names} required={required} value={value} onChange={(event) => onChange(event.target.value)}>
        {declared === undefined && <option value="">{required ? 'Choose one' : 'None'}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...names}
      // Not `number`: such a field gives nothing at all for what is none, which could not be told then.
      type="text"
      inputMode={type === 'number' ? 'decimal' : undefined}
      required={required}
      value={value}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
