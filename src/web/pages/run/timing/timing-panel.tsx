import { type ReactNode, useMemo } from 'react';
import type { GraphShape } from '../../../../server/shapes/index.ts';
import { useNow } from '../../../kit/now.ts';
import { Panel } from '../../../kit/panel.tsx';
import { timeOf, timingRows } from './timing-rows.ts';
import { TimingTable } from './timing-table.tsx';

/** When the jobs of a run and their steps waited and ran. */
export function TimingPanel({ graph }: { readonly graph: GraphShape }): ReactNode {
  const rows = useMemo(() => timingRows(graph), [graph]);
  if (rows.length === 0) return null;
  const [from, to] = timeOf(graph, rows, 0);
  return (
    <Panel title="Timing" flush>
      {graph.run.status === 'completed' ? (
        <TimingTable rows={rows} from={from} to={to} />
      ) : (
        <LiveTable graph={graph} />
      )}
    </Panel>
  );
}

/** Grows every second. */
function LiveTable({ graph }: { readonly graph: GraphShape }): ReactNode {
  const now = useNow();
  const rows = useMemo(() => timingRows(graph), [graph]);
  const [from, to] = timeOf(graph, rows, now);
  return <TimingTable rows={rows} from={from} to={to} />;
}
