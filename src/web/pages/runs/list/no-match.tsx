import type { ReactNode } from 'react';
import { Button } from '../../../kit/button.tsx';
import { EmptyState } from '../../../kit/empty-state.tsx';
import { FILTER_WORDS, valueWords } from '../filters/filter-words.ts';
import { type ActiveFilter, activeFilters, NO_FILTERS, type RunFilters } from '../filters/filters.ts';
import type { ChangeFilters } from '../filters/use-filters.ts';

/** What stands where the filters leave no run: which they are, and the way to all runs. */
export function NoMatch({
  filters,
  onChange,
}: {
  readonly filters: RunFilters;
  readonly onChange: ChangeFilters;
}): ReactNode {
  const active = activeFilters(filters);
  return (
    <EmptyState title="No run matches">
      <p>
        No run has{' '}
        {active.map((filter, index) => (
          <span key={filter.name}>
            {index > 0 && (index === active.length - 1 ? ' and ' : ', ')}
            {nameOf(filter)} <strong>{valueWords(filter.name, filter.value)}</strong>
          </span>
        ))}
        . One that comes is shown at once.
      </p>
      <div>
        <Button kind="primary" onClick={() => onChange(NO_FILTERS)}>
          Show all runs
        </Button>
      </div>
    </EmptyState>
  );
}

function nameOf({ name }: ActiveFilter): string {
  return name === 'text' ? 'the text' : `the ${FILTER_WORDS[name].label.toLowerCase()}`;
}
