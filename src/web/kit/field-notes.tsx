import type { ReactNode } from 'react';
import styles from './field-notes.module.css';
import { MessageText } from './message-text.tsx';

/** What stands below a control. */
export interface FieldNotesText {
  readonly hint?: ReactNode;
  /** What is wrong with what was put in, a sentence; absent: all is well. */
  readonly error?: string | undefined;
}

/** What a control needs to belong to its label, its hint and its error. */
export interface ControlNames {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** The names of the control with this id, which has `FieldNotes` of the same id. */
export function controlNames(id: string, { hint, error }: FieldNotesText): ControlNames {
  const described = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat();
  return {
    id,
    'aria-describedby': described.length === 0 ? undefined : described.join(' '),
    'aria-invalid': error === undefined ? undefined : true,
  };
}

/** The hint of a control, and what is wrong with what was put in. @param id the control's */
export function FieldNotes({ id, hint, error }: FieldNotesText & { readonly id: string }): ReactNode {
  return (
    <>
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
    </>
  );
}
