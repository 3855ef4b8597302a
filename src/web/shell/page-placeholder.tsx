import type { ReactNode } from 'react';
import { Page } from '../kit/page.tsx';
import { Skeleton } from '../kit/skeleton.tsx';

/** The place of a page whose code is on its way. */
export function PagePlaceholder(): ReactNode {
  return (
    <Page title="Loading" heading={<Skeleton height="1.9rem" />}>
      <Skeleton lines={8} height="2.5rem" />
    </Page>
  );
}
