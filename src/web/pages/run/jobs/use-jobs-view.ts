import { useSyncExternalStore } from 'react';
import { useSearchParams } from 'wouter';

/** How the jobs of a run are shown. */
export type JobsView = 'graph' | 'list';

/** Below this width a graph shows one job at a time: there the list comes first. */
const NARROW = window.matchMedia('(max-width: 44rem)');

/** How the jobs are shown: as the address says (`view=list`), else as the window has room for. */
export function useJobsView(): readonly [JobsView, (view: JobsView) => void] {
  const [search, setSearch] = useSearchParams();
  const isNarrow = useSyncExternalStore(watchWidth, () => NARROW.matches);
  const asked = search.get('view');
  const choose = (view: JobsView): void =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        after.set('view', view);
        return after;
      },
      { replace: true },
    );
  return [asked === 'list' || asked === 'graph' ? asked : isNarrow ? 'list' : 'graph', choose];
}

function watchWidth(listener: () => void): () => void {
  NARROW.addEventListener('change', listener);
  return () => NARROW.removeEventListener('change', listener);
}
