import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import styles from './command-block.module.css';

/** Text to copy: a command or a snippet, over several lines where need be. */
export function CommandBlock({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  return (
    <div className={styles['block']}>
      {/* Scrolls where it is wide, so it can have the focus: keyboards scroll it too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="group" aria-label={label}>
        {text}
      </pre>
      <CopyButton text={text} label={label} />
    </div>
  );
}
