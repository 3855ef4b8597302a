import type { ReactNode } from 'react';
import styles from './input-label.module.css';
import type { DispatchInput } from './input-values.ts';

/** The name of an input, and whether it must be given. */
export function InputLabel({
  name,
  input: { required, type },
}: {
  readonly name: string;
  readonly input: DispatchInput;
}): ReactNode {
  const notes = [required ? 'required' : [], type === 'environment' || type === 'number' ? type : []].flat();
  return (
    <>
      {name} {notes.length > 0 && <span className={styles['notes']}>{notes.join(', ')}</span>}
    </>
  );
}
