import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';

/** The runs of all repositories, newest first. */
export function RunsPage(): ReactNode {
  return <Page title="Runs">{null}</Page>;
}
