import type { ReactNode, RefObject } from 'react';
import type { DeliveryShape } from '../../../../server/shapes/index.ts';
import { activeFilters, type RunFilters } from '../filters/filters.ts';
import type { ChangeFilters } from '../filters/use-filters.ts';
import { FirstPush } from '../../../first-push/first-push.tsx';
import { NoMatch } from './no-match.tsx';
import { NoSuchPage } from './no-such-page.tsx';
import { RunTable } from './run-table.tsx';
import { RunTableSkeleton } from './run-table-skeleton.tsx';
import type { RunsRead } from './use-shown-runs.ts';

/** The rows, or what stands in their place. */
export function RunRows({
  read,
  filters,
  delivery,
  onChange,
  bodyRef,
}: {
  readonly read: RunsRead;
  readonly filters: RunFilters;
  /** The newest push that was seen; null: none. */
  readonly delivery: DeliveryShape | null;
  readonly onChange: ChangeFilters;
  readonly bodyRef: RefObject<HTMLTableSectionElement | null>;
}): ReactNode {
  const { shown, isOld } = read;
  if (shown === null) return read.error === null && <RunTableSkeleton />;
  if (shown.runs.length > 0) {
    return <RunTable list={shown.list} runs={shown.runs} isOld={isOld} bodyRef={bodyRef} />;
  }
  if (isOld) return <RunTableSkeleton />;
  if (shown.total > 0) return <NoSuchPage filters={filters} total={shown.total} />;
  if (activeFilters(filters).length > 0) return <NoMatch filters={filters} onChange={onChange} />;
  return <FirstPush delivery={delivery} />;
}
