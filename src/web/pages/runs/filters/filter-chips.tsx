import type { ReactNode } from 'react';
import { Button } from '../../../kit/button.tsx';
import { VisuallyHidden } from '../../../kit/visually-hidden.tsx';
import styles from './filter-chips.module.css';
import { FILTER_WORDS, valueWords } from './filter-words.ts';
import { type ActiveFilter, activeFilters, NO_FILTERS, type RunFilters } from './filters.ts';
import type { ChangeFilters } from './use-filters.ts';

/** The filters that restrict, each with the way to take it away. */
export function FilterChips({
  filters,
  onChange,
}: {
  readonly filters: RunFilters;
  readonly onChange: ChangeFilters;
}): ReactNode {
  const active = activeFilters(filters);
  if (active.length === 0) return null;
  return (
    <>
      <ul className={styles['chips']} aria-label="Active filters">
        {active.map((filter) => (
          <li key={filter.name}>
            <button type="button" onClick={() => onChange({ [filter.name]: '' })}>
              <VisuallyHidden>Remove the filter </VisuallyHidden>
              <span className={styles['name']}>{nameOf(filter)}</span>
              <span className={styles['value']}>{valueWords(filter.name, filter.value)}</span>
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      <Button kind="quiet" onClick={() => onChange(NO_FILTERS)}>
        Clear all
      </Button>
    </>
  );
}

function nameOf({ name }: ActiveFilter): string {
  return name === 'text' ? 'Text' : FILTER_WORDS[name].label;
}
