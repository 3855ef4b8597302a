import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import type { GraphShape } from '../../../../server/shapes/index.ts';
import { Panel } from '../../../kit/panel.tsx';
import { Skeleton } from '../../../kit/skeleton.tsx';
import { expectedHeight } from '../graph/expected-height.ts';
import { graphInput } from '../graph/graph-input.ts';
import { JobList } from './job-list.tsx';
import { jobNames } from './job-names.ts';
import { jobTree } from './job-tree.ts';
import styles from './jobs-panel.module.css';
import { useJobsView } from './use-jobs-view.ts';
import { ViewSwitch } from './view-switch.tsx';

const JobGraph = lazy(() => import('../graph/job-graph.tsx'));

/** The jobs of a run, as a graph or as a list. */
export function JobsPanel({ graph }: { readonly graph: GraphShape }): ReactNode {
  const { jobs, run } = graph;
  const [view, choose] = useJobsView();
  const tree = useMemo(() => jobTree(jobs), [jobs]);
  const names = useMemo(() => jobNames(jobs), [jobs]);
  const input = useMemo(() => graphInput(jobs), [jobs]);
  const height = expectedHeight(input);
  return (
    <Panel title="Jobs" flush actions={<ViewSwitch view={view} onChoose={choose} />}>
      {view === 'list' ? (
        <JobList items={tree} names={names} run={run.id} />
      ) : (
        <div role="group" aria-label="Graph of the jobs">
          <Suspense
            fallback={
              <div className={styles['place']} style={{ height }}>
                <Skeleton height="72px" label="Loading the graph" />
              </div>
            }
          >
            <JobGraph input={input} names={names} run={run.id} height={height} />
          </Suspense>
        </div>
      )}
    </Panel>
  );
}
