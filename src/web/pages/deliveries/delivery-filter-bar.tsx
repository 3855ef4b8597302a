import type { ReactNode } from 'react';
import { countText } from '../../kit/count-text.ts';
import { FilterSelect } from '../../kit/filter-select.tsx';
import styles from './delivery-filter-bar.module.css';
import { DELIVERY_STATUSES, type DeliveryFilters, statusOf } from './delivery-filters.ts';
import { deliveryStatusWord } from '../../delivery-table/delivery-words.ts';
import type { ChangeDeliveryFilters } from './use-delivery-filters.ts';

/** What the deliveries are filtered by, and how many fit. */
export function DeliveryFilterBar({
  filters,
  repositories,
  total,
  onChange,
}: {
  readonly filters: DeliveryFilters;
  /** Names of those that there are. */
  readonly repositories: readonly string[];
  /** Deliveries on all pages; null: not known yet. */
  readonly total: number | null;
  readonly onChange: ChangeDeliveryFilters;
}): ReactNode {
  return (
    <div className={styles['bar']}>
      <div role="group" aria-label="Filters" className={styles['choices']}>
        <FilterSelect
          label="Repository"
          any="All repositories"
          value={filters.repository}
          values={repositories}
          onChoose={(repository) => onChange({ repository })}
        />
        <FilterSelect
          label="Status"
          any="Any status"
          value={filters.status}
          values={DELIVERY_STATUSES}
          wordsOf={deliveryStatusWord}
          onChoose={(status) => onChange({ status: statusOf(status) })}
        />
      </div>
      <p role="status" className={styles['total']}>
        {total !== null && countText(total, 'delivery', 'deliveries')}
      </p>
    </div>
  );
}
