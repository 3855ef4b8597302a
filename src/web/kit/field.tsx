import { type ReactNode, useId } from 'react';
import styles from './field.module.css';
import { type ControlNames, controlNames, FieldNotes, type FieldNotesText } from './field-notes.tsx';

/** A control with its label above, a hint, and what is wrong with what was put in. */
export function Field({
  label,
  hint,
  error,
  children,
}: FieldNotesText & {
  readonly label: ReactNode;
  readonly children: (names: ControlNames) => ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      {children(controlNames(id, { hint, error }))}
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  );
}
