import { type ReactNode, useEffect, useState } from 'react';
import { VisuallyHidden } from '../../../kit/visually-hidden.tsx';
import type { RunFilters } from '../filters/filters.ts';
import { countText } from './list-summary.tsx';
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
  const [first, setFirst] = useState<string | null>(null);
  const [told, setTold] = useState({ list: '', text: '' });
  useEffect(() => {
    if (list === null || shown === null) return;
    // The first list is the page itself.
    if (first === null) setFirst(list);
    else if (told.list !== list) {
      const pages = pageCount(shown.total);
      const page = pages > 1 ? `, page ${filters.page} of ${pages}` : '';
      setTold({ list, text: `${countText(shown.total, filters)}${page}` });
    }
  }, [list, shown, first, told, filters]);
  return (
    <div role="status">
      <VisuallyHidden>{told.text}</VisuallyHidden>
    </div>
  );
}
