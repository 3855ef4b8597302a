import { type ReactNode, useId } from 'react';
import styles from './field.module.css';
import { MessageText } from './message-text.tsx';

/** What a control needs to belong to its label, its hint and its error. */
export interface ControlNames {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** A control with its label, a hint, and what is wrong with what was put in. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** A sentence; absent: all is well. */
  readonly error?: string | undefined;
  readonly children: (names: ControlNames) => ReactNode;
}): ReactNode {
  const id = useId();
  const described = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described.length === 0 ? undefined : described.join(' '),
        'aria-invalid': error === undefined ? undefined : true,
      })}
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
