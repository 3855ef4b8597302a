import { type ReactNode, type RefObject, useEffect, useEffectEvent, useState } from 'react';
import control from '../../../kit/filter-control.module.css';
import styles from './filter-bar.module.css';
import { LONGEST_TEXT } from './filters.ts';

/** Milliseconds without a key after which the text is looked for. */
const TYPED_MS = 250;

/** Looks for a text when nobody has typed for a moment, or at once on Enter. */
export function TextFilter({
  text,
  onType,
  focusRef,
}: {
  /** What is looked for now. */
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly focusRef: RefObject<HTMLInputElement | null>;
}): ReactNode {
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  // Changed from outside: by going back, or by taking the filter away.
  if (text !== known) {
    setKnown(text);
    setTyped(text);
  }
  const search = (): void => {
    const wanted = typed.trim();
    if (wanted === text) return;
    // Its echo in the address is no change from outside: more may have been typed until it comes.
    setKnown(wanted);
    onType(wanted);
  };
  const searchLater = useEffectEvent(search);
  useEffect(() => {
    const timer = setTimeout(() => searchLater(), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <search className={styles['search']}>
      <input
        ref={focusRef}
        type="search"
        aria-label="Text in title, commit, branch, workflow or actor"
        aria-keyshortcuts="/"
        placeholder="Title, commit, branch, #number"
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST_TEXT}
        className={control['control']}
        data-active={text !== ''}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') search();
        }}
      />
    </search>
  );
}
