import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';

/** What is registered. */
export default function RepositoriesPage(): ReactNode {
  return <Page title="Repositories">{null}</Page>;
}
