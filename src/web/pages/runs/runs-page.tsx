import { type ReactNode, useRef, useState } from 'react';
import type { DeliveryShape } from '../../../server/shapes/index.ts';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Pager } from '../../kit/pager.tsx';
import { FilterBar } from './filters/filter-bar.tsx';
import { activeFilters, filtersAddress } from './filters/filters.ts';
import { type ChangeFilters, useFilters } from './filters/use-filters.ts';
import { RunKeys } from './keys/run-keys.tsx';
import { ListNews } from './list/list-news.tsx';
import { ListSummary } from './list/list-summary.tsx';
import { NewRunsButton } from './list/new-runs-button.tsx';
import { pageCount } from './list/page-count.ts';
import { RunRows } from './list/run-rows.tsx';
import { runningCount } from './list/run-words.ts';
import { useLiveRuns } from './list/use-live-runs.ts';
import { useShownRuns } from './list/use-shown-runs.ts';

/** The runs of all repositories, newest first, as they happen. */
export function RunsPage(): ReactNode {
  const [filters, change] = useFilters();
  const read = useShownRuns(filters);
  const [delivery, setDelivery] = useState<DeliveryShape | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const count = useRef<HTMLParagraphElement>(null);
  const runs = read.shown?.runs ?? [];
  const total = read.shown?.total ?? null;
  useLiveRuns(filters.repository, runs, (message) => {
    if (message.event === 'delivery' && message.data.event === 'push') setDelivery(message.data);
  });
  const running = runningCount(runs);
  // For what is gone once it was pressed: the focus goes to what it led to.
  const changeAndTell: ChangeFilters = (...changed) => {
    change(...changed);
    count.current?.focus({ preventScroll: true });
  };
  const toTop = (): void => {
    window.scrollTo({ top: 0 });
    count.current?.focus({ preventScroll: true });
  };
  const showNewest = (): void => {
    if (filters.page === 1) read.showNewest();
    else change({ page: 1 });
    toTop();
  };
  const isEmpty = total === 0 && !read.isOld && activeFilters(filters).length === 0;
  return (
    <Page title={running > 0 ? `${running} running · Runs` : 'Runs'} heading="Runs">
      {!isEmpty && (
        <>
          <FilterBar filters={filters} onChange={change} textRef={search} />
          <ListSummary
            total={total}
            filters={filters}
            isAway={read.isAway}
            onChange={changeAndTell}
            focusRef={count}
          >
            <ListNews read={read} filters={filters} />
            <RunKeys body={body} search={search} />
          </ListSummary>
        </>
      )}
      {read.error !== null && (
        <ErrorNotice what="The runs could not be read" error={read.error} onRetry={read.retry} />
      )}
      <div>
        <NewRunsButton count={read.shown?.waiting ?? 0} onShow={showNewest} />
        <RunRows read={read} filters={filters} delivery={delivery} onChange={changeAndTell} bodyRef={body} />
      </div>
      {total !== null && (
        <Pager
          page={filters.page}
          last={pageCount(total)}
          addressOf={(page) => filtersAddress({ ...filters, page })}
          onTurn={toTop}
        />
      )}
    </Page>
  );
}
