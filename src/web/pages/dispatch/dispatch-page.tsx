import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';

/** Starting a workflow by hand. */
export default function DispatchPage({
  repository,
  workflow,
}: {
  readonly repository: string;
  readonly workflow: string;
}): ReactNode {
  return (
    <Page title="Run workflow">
      {repository} {workflow}
    </Page>
  );
}
