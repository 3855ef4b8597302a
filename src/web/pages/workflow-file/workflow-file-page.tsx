import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';

/** The workflow file of a run. */
export default function WorkflowFilePage({ run }: { readonly run: string }): ReactNode {
  return <Page title="Workflow file">{run}</Page>;
}
