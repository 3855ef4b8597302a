import { type ReactNode, useMemo } from 'react';
import type { GraphShape } from '../../../../server/shapes/index.ts';
import { Panel } from '../../../kit/panel.tsx';
import { GraphFrame } from '../graph/graph-frame.tsx';
import { JobList } from './job-list.tsx';
import { jobNames } from './job-names.ts';
import { jobTree } from './job-tree.ts';
import { useJobsView } from './use-jobs-view.ts';
import { ViewSwitch } from './view-switch.tsx';

/** The jobs of a run, as a graph or as a list. */
export function JobsPanel({ graph: { run, jobs } }: { readonly graph: GraphShape }): ReactNode {
  const [view, choose] = useJobsView();
  const items = useMemo(() => jobTree(jobs), [jobs]);
  const names = useMemo(() => jobNames(items), [items]);
  return (
    <Panel title="Jobs" flush actions={<ViewSwitch view={view} onChoose={choose} />}>
      {view === 'list' ? (
        <JobList items={items} names={names} run={run} />
      ) : (
        <GraphFrame items={items} jobs={jobs} names={names} run={run.id} />
      )}
    </Panel>
  );
}
