import { lazy, type ReactNode, Suspense, useId, useMemo, useRef, useState } from 'react';
import type { GraphJobShape } from '../../../../server/shapes/index.ts';
import { Button } from '../../../kit/button.tsx';
import { Skeleton } from '../../../kit/skeleton.tsx';
import type { NamedJob } from '../jobs/job-names.ts';
import type { JobTreeItem } from '../jobs/job-tree.ts';
import { boxHeight, zoomToFit } from './box-height.ts';
import styles from './graph-frame.module.css';
import { graphLevel } from './graph-level.ts';
import { useWidth } from './use-width.ts';

const JobGraph = lazy(() => import('./job-graph.tsx'));

/**
 * The place of the graph, of the graph's size before it is drawn. It scrolls as any other part of a page does, by
 * wheel, touch and keyboard, so the graph never takes a gesture away from the page.
 */
export function GraphFrame({
  items,
  jobs,
  names,
  run,
}: {
  readonly items: readonly JobTreeItem[];
  readonly jobs: readonly GraphJobShape[];
  readonly names: ReadonlyMap<string, NamedJob>;
  readonly run: number;
}): ReactNode {
  const after = useId();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [isFull, setFull] = useState(false);
  const level = useMemo(() => graphLevel(items, jobs), [items, jobs]);
  const fitting = zoomToFit(level, width);
  return (
    <>
      <a href={`#${after}`} className={styles['skip']}>
        Skip the graph
      </a>
      <div
        ref={box}
        className={styles['box']}
        style={{ height: boxHeight(level, width) }}
        role="group"
        aria-label="Graph of the jobs"
      >
        <Suspense fallback={<GraphPlaceholder />}>
          {width > 0 && (
            <JobGraph level={level} names={names} run={run} width={width} zoom={isFull ? 1 : fitting} />
          )}
        </Suspense>
      </div>
      <span id={after} tabIndex={-1} />
      {fitting < 1 && (
        <div className={styles['controls']}>
          <Button kind="quiet" aria-pressed={!isFull} onClick={() => setFull(false)}>
            Fit
          </Button>
          <Button kind="quiet" aria-pressed={isFull} onClick={() => setFull(true)}>
            Full size
          </Button>
        </div>
      )}
    </>
  );
}

function GraphPlaceholder(): ReactNode {
  return (
    <div className={styles['placeholder']}>
      <Skeleton height="72px" label="Loading the graph" />
    </div>
  );
}
