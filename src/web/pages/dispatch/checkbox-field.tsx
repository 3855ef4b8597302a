import { type ReactNode, useId } from 'react';
import { MessageText } from '../../kit/message-text.tsx';
import styles from './checkbox-field.module.css';

/** Something that is on or off. */
export function CheckboxField({
  label,
  hint,
  error,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  /** A sentence; absent: all is well. */
  readonly error?: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}): ReactNode {
  const id = useId();
  const described = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat();
  return (
    <div className={styles['field']}>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={described.length === 0 ? undefined : described.join(' ')}
        aria-invalid={error === undefined ? undefined : true}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className={styles['error']}>
          <MessageText text={error} />
        </p>
      )}
    </div>
  );
}
