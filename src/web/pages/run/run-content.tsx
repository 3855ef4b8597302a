import { type ReactNode, Suspense, useMemo } from 'react';
import type { GraphShape } from '../../../server/shapes/index.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { annotationGroups } from './annotations/annotation-groups.ts';
import { AnnotationsPanel } from './annotations/annotations-panel.tsx';
import { FailurePanel } from './failure/failure-panel.tsx';
import { failures } from './failure/failures.ts';
import { FileErrors } from './invalid-file/file-errors.tsx';
import { JobsPanel } from './jobs/jobs-panel.tsx';
import { RunReason } from './run-reason.tsx';
import { summaries } from './summary/summaries.ts';
import { SummaryPanel } from './summary/summary-panel.tsx';
import { TimingPanel } from './timing/timing-panel.tsx';

/** What a run is made of. Once something has failed, what was said of it comes before everything else. */
export function RunContent({ graph }: { readonly graph: GraphShape }): ReactNode {
  const { run, jobs } = graph;
  const failed = useMemo(() => failures(graph), [graph]);
  const groups = useMemo(() => annotationGroups(graph), [graph]);
  const written = useMemo(() => summaries(graph), [graph]);
  const hasFailed = failed.length > 0;
  return (
    <>
      <RunReason run={run} />
      {run.errors.length > 0 && <FileErrors run={run} />}
      {hasFailed && <FailurePanel failures={failed} run={run.id} />}
      {hasFailed && <AnnotationsPanel groups={groups} run={run.id} />}
      {jobs.length > 0 && <JobsPanel graph={graph} />}
      {!hasFailed && <AnnotationsPanel groups={groups} run={run.id} />}
      {/* Together, so that summaries do not push away what one looks at when their code has come. */}
      <Suspense fallback={<Skeleton lines={4} />}>
        <SummaryPanel summaries={written} />
        <TimingPanel graph={graph} />
      </Suspense>
    </>
  );
}
