import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import styles from './command-block.module.css';
import { ScrollBox } from './scroll-box.tsx';

/** Text to copy: a command or a snippet, over several lines where need be. */
export function CommandBlock({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  return (
    <div className={styles['block']}>
      <ScrollBox as="pre" label={label}>
        {text}
      </ScrollBox>
      <CopyButton text={text} label={label} />
    </div>
  );
}
