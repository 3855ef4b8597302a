import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useId, useState } from 'react';
import type { FiltersShape } from '../../../../server/shapes/index.ts';
import { filtersQuery } from '../../../api/runs.ts';
import { Button } from '../../../kit/button.tsx';
import { FilterSelect } from '../../../kit/filter-select.tsx';
import styles from './filter-bar.module.css';
import { FILTER_WORDS, RUN_STATUSES, valueWords } from './filter-words.ts';
import { activeFilters, CHOICES, type Choice, type RunFilters } from './filters.ts';
import { TextFilter } from './text-filter.tsx';
import type { ChangeFilters } from './use-filters.ts';

/** What the runs are filtered by. In a narrow window the lists fold behind a button that says how many restrict. */
export function FilterBar({
  filters,
  onChange,
  textRef,
}: {
  readonly filters: RunFilters;
  readonly onChange: ChangeFilters;
  /** Of the field for the text. */
  readonly textRef: RefObject<HTMLInputElement | null>;
}): ReactNode {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { data } = useQuery({
    ...filtersQuery(filters.repository === '' ? null : filters.repository),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const active = activeFilters(filters).filter(({ name }) => name !== 'text').length;
  return (
    <div className={styles['bar']}>
      <TextFilter
        text={filters.text}
        onType={(text) => onChange({ text }, { replace: true })}
        focusRef={textRef}
      />
      <div className={styles['unfold']}>
        <Button aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          Filters{active > 0 && ` (${active})`}
        </Button>
      </div>
      <div id={id} role="group" aria-label="Filters" className={styles['choices']} data-open={open}>
        {CHOICES.map((name) => (
          <FilterSelect
            key={name}
            {...FILTER_WORDS[name]}
            value={filters[name]}
            values={valuesOf(name, data)}
            wordsOf={(value) => valueWords(name, value)}
            onChoose={(value) => onChange({ [name]: value })}
          />
        ))}
      </div>
    </div>
  );
}

/** What there is to choose from; nothing until it is known. */
function valuesOf(name: Choice, offered: FiltersShape | undefined): readonly string[] {
  if (name === 'status') return RUN_STATUSES;
  if (offered === undefined) return [];
  switch (name) {
    case 'repository':
      return offered.repositories;
    case 'workflow':
      return offered.workflows;
    case 'branch':
      return offered.branches;
    case 'event':
      return offered.events;
    case 'actor':
    default:
      return offered.actors;
  }
}
