import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DELIVERIES_KEY, deliveriesQuery } from '../../api/deliveries.ts';
import { repositoryListQuery } from '../../api/repositories.ts';
import { useLiveReading } from '../../api/use-live-reading.ts';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Pager } from '../../kit/pager.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { DeliveryFilterBar } from './delivery-filter-bar.tsx';
import { deliveriesAddress, isFiltered } from './delivery-filters.ts';
import { startedOne } from '../../delivery-table/delivery-outcomes.ts';
import { DeliveryTable } from '../../delivery-table/delivery-table.tsx';
import { NoDeliveries } from './no-deliveries.tsx';
import { useDeliveryFilters } from './use-delivery-filters.ts';

/** Deliveries on a page. */
const A_PAGE = 30;

/** What came in, newest first: what each delivery started, and why the rest did not start. */
export default function DeliveriesPage(): ReactNode {
  const [filters, change] = useDeliveryFilters();
  const { repository, status, page } = filters;
  const list = useQuery(deliveriesQuery({ repository, status, page, per_page: A_PAGE }));
  const repositories = useQuery(repositoryListQuery);
  const { data } = list;
  useLiveReading(
    {},
    [DELIVERIES_KEY],
    (message) =>
      message.event === 'delivery' ||
      (message.event === 'run' && startedOne(data?.deliveries ?? [], message.data.run)),
  );
  const last = Math.max(1, Math.ceil((data?.total_count ?? 0) / A_PAGE));
  const isEmpty = data?.total_count === 0 && !isFiltered(filters);
  return (
    <Page title="Deliveries">
      {!isEmpty && (
        <DeliveryFilterBar
          filters={filters}
          repositories={repositories.data?.repositories.map(({ full_name }) => full_name) ?? []}
          total={data?.total_count ?? null}
          onChange={change}
        />
      )}
      {list.isError && (
        <ErrorNotice
          what="The deliveries could not be read"
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.isPending && <Skeleton lines={8} height="3.5rem" label="Loading deliveries" />}
      {data !== undefined &&
        (data.deliveries.length === 0 ? (
          <NoDeliveries filters={filters} last={last} />
        ) : (
          <DeliveryTable deliveries={data.deliveries} isOld={list.isPlaceholderData} framed />
        ))}
      {data !== undefined && (
        <Pager
          page={page}
          last={last}
          addressOf={(other) => deliveriesAddress({ ...filters, page: other })}
          onTurn={() => window.scrollTo({ top: 0 })}
        />
      )}
    </Page>
  );
}
