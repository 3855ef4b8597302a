import { type ReactNode, useEffect, useState } from 'react';
import { VisuallyHidden } from '../../../kit/visually-hidden.tsx';
import type { RunFilters } from '../filters/filters.ts';
import { runCountText } from './run-count-text.ts';
import { pageCount } from './page-count.ts';
import type { RunsRead } from './use-shown-runs.ts';

/** Tells screen readers what a change of the filters or the page led to, and not each new run: that would never end. */
export function ListNews({
  read,
  filters,
}: {
  readonly read: RunsRead;
  readonly filters: RunFilters;
}): ReactNode {
  const { shown, isOld } = read;
  const list = shown === null || isOld ? null : shown.list;
  const [told, setTold] = useState<{ readonly list: string; readonly text: string } | null>(null);
  useEffect(() => {
    if (list === null || shown === null || told?.list === list) return;
    const pages = pageCount(shown.total);
    const page = pages > 1 ? `, page ${filters.page} of ${pages}` : '';
    // The first list is the page itself.
    setTold({ list, text: told === null ? '' : `${runCountText(shown.total, filters)}${page}` });
  }, [list, shown, told, filters]);
  return (
    <div role="status">
      <VisuallyHidden>{told?.text}</VisuallyHidden>
    </div>
  );
}
