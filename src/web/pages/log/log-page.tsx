import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';

/** The log of a job attempt. */
export default function LogPage({ run, job }: { readonly run: string; readonly job: string }): ReactNode {
  return (
    <Page title="Log">
      {run} {job}
    </Page>
  );
}
