import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';

/** One repository. */
export default function RepositoryPage({ repository }: { readonly repository: string }): ReactNode {
  return <Page title="Repository">{repository}</Page>;
}
