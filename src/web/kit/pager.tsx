import type { ReactNode } from 'react';
import { ButtonLink } from './button-link.tsx';
import styles from './pager.module.css';

/** The way to newer and older pages, where there is more than one. */
export function Pager({
  page,
  last,
  addressOf,
  onTurn = () => undefined,
}: {
  /** From 1. */
  readonly page: number;
  /** How many pages there are. */
  readonly last: number;
  readonly addressOf: (page: number) => string;
  /** Told when another page was chosen. */
  readonly onTurn?: () => void;
}): ReactNode {
  if (last < 2) return null;
  return (
    <nav aria-label="Pages" className={styles['pager']}>
      <span className={styles['newer']}>
        {page > 1 && (
          <ButtonLink href={addressOf(Math.min(page - 1, last))} rel="prev" onClick={onTurn}>
            Newer
          </ButtonLink>
        )}
      </span>
      <span>
        Page {page} of {last}
      </span>
      <span className={styles['older']}>
        {page < last && (
          <ButtonLink href={addressOf(page + 1)} rel="next" onClick={onTurn}>
            Older
          </ButtonLink>
        )}
      </span>
    </nav>
  );
}
