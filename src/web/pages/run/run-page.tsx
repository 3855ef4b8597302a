import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';

/** One run. */
export default function RunPage({ run }: { readonly run: string }): ReactNode {
  return <Page title="Run">{run}</Page>;
}
