import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';

/** The place of a run that is being read. */
export function RunPlaceholder(): ReactNode {
  return (
    <Page title="Run" heading={<Skeleton height="1.9rem" />} above={<span>&nbsp;</span>}>
      <Skeleton height="3rem" />
      <Skeleton height="12rem" />
      <Skeleton lines={3} height="2.5rem" />
    </Page>
  );
}
