import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ButtonLink } from '../../kit/button-link.tsx';
import { CommandBlock } from '../../kit/command-block.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { type DeliveryFilters, deliveriesAddress, isFiltered, NO_FILTERS } from './delivery-filters.ts';

/** What stands where no delivery is to be shown: where they come from, or the way to those that there are. */
export function NoDeliveries({
  filters,
  last,
}: {
  readonly filters: DeliveryFilters;
  /** The last page that there is. */
  readonly last: number;
}): ReactNode {
  if (filters.page > last) {
    return (
      <EmptyState title={`There is no page ${filters.page}`}>
        <div>
          <ButtonLink href={deliveriesAddress({ ...filters, page: last })}>Go to page {last}</ButtonLink>
        </div>
      </EmptyState>
    );
  }
  if (isFiltered(filters)) {
    return (
      <EmptyState title="No delivery fits">
        <p>There are none of this repository with this status.</p>
        <div>
          <ButtonLink href={deliveriesAddress(NO_FILTERS)}>Show all deliveries</ButtonLink>
        </div>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No deliveries yet">
      <p>
        A delivery is one call that tells this server of something: a push, by the webhook of a forge or the
        hook of a bare repository. Starting a workflow by hand or by its schedule makes one, too. A delivery
        of a repository that is not registered is refused and not shown here.
      </p>
      <p>For a bare repository on the server’s machine, this registers it and installs its hook:</p>
      <CommandBlock
        text={`runbook hook install PATH --name OWNER/NAME --server ${location.origin}`}
        label="the command that installs a hook"
      />
      <p>For a repository of GitHub that is registered, this is its webhook’s payload URL:</p>
      <CommandBlock text={`${location.origin}/webhooks/github`} label="the payload URL" />
      <p>
        <Link href="/repositories">Repositories</Link> has what is registered, and how to register more.
      </p>
    </EmptyState>
  );
}
