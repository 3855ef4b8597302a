import type { ReactNode } from 'react';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { Page } from '../../kit/page.tsx';

/** An address that no page has. */
export function NotFoundPage(): ReactNode {
  return (
    <Page title="Not found">
      <EmptyState title="No page has this address">
        <p>It may have been cut off on the way, or be of another version of Runbook.</p>
        <p>
          <ButtonLink href="/">See the runs</ButtonLink>
        </p>
      </EmptyState>
    </Page>
  );
}
