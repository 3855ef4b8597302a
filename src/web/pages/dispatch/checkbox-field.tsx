import { type ReactNode, useId } from 'react';
import { controlNames, FieldNotes, type FieldNotesText } from '../../kit/field-notes.tsx';
import styles from './checkbox-field.module.css';

/** Something that is on or off. */
export function CheckboxField({
  label,
  hint,
  error,
  checked,
  onChange,
}: FieldNotesText & {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className={styles['field']}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        {...controlNames(id, { hint, error })}
      />
      <label htmlFor={id}>{label}</label>
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
