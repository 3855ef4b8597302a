import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';

/** Who runs jobs. */
export default function WorkersPage(): ReactNode {
  return <Page title="Workers">{null}</Page>;
}
