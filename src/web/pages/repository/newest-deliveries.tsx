import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RepositoryDetailShape } from '../../../server/shapes/index.ts';
import { pathWith } from '../../api/client.ts';
import { deliveriesQuery } from '../../api/deliveries.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Panel } from '../../kit/panel.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { DeliveryTable } from '../../delivery-table/delivery-table.tsx';
import styles from './newest-deliveries.module.css';

/** How many are shown here; the rest has a page of its own. */
const SHOWN = 5;

/** What came in for a repository lately. */
export function NewestDeliveries({
  repository: { full_name, deliveries_count },
}: {
  readonly repository: Pick<RepositoryDetailShape, 'full_name' | 'deliveries_count'>;
}): ReactNode {
  const list = useQuery(deliveriesQuery({ repository: full_name, per_page: SHOWN }));
  return (
    <Panel
      title="Newest deliveries"
      flush
      actions={
        deliveries_count > SHOWN && (
          <ButtonLink href={pathWith('/deliveries', { repository: full_name })} kind="quiet">
            All {deliveries_count.toLocaleString('en')} deliveries
          </ButtonLink>
        )
      }
    >
      {list.data !== undefined && list.data.deliveries.length > 0 ? (
        <DeliveryTable deliveries={list.data.deliveries} ofOne />
      ) : (
        <div className={styles['none']}>
          {list.isError && <ErrorNotice what="The deliveries could not be read" error={list.error} />}
          {list.isPending && <Skeleton lines={3} height="2.5rem" label="Loading deliveries" />}
          {list.data !== undefined && <p>None yet: the first push makes one.</p>}
        </div>
      )}
    </Panel>
  );
}
