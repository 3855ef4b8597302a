import type { ReactNode } from 'react';
import { ButtonLink } from '../../../kit/button-link.tsx';
import { filtersAddress, type RunFilters } from '../filters/filters.ts';
import { pageCount } from './page-count.ts';
import styles from './pager.module.css';

/** The way to newer and older runs, where there is more than one page. */
export function Pager({
  filters,
  total,
  onTurn,
}: {
  readonly filters: RunFilters;
  /** Runs on all pages. */
  readonly total: number;
  /** Told when another page was chosen. */
  readonly onTurn: () => void;
}): ReactNode {
  const { page } = filters;
  const last = pageCount(total);
  if (last < 2) return null;
  const addressOf = (number: number): string => filtersAddress({ ...filters, page: number });
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
