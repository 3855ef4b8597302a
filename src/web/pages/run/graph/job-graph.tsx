import { type Edge, type Node, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type ReactNode, useMemo, useState } from 'react';
import type { NamedJob } from '../jobs/job-names.ts';
import { CallNode } from './call-node.tsx';
import { ColumnOrders } from './column-order.ts';
import { type GraphLayout, layoutGraph } from './graph-layout.ts';
import type { GraphLevel, JobBox } from './graph-level.ts';
import styles from './job-graph.module.css';
import { JobNode } from './job-node.tsx';
import { LEAST_ZOOM } from './measures.ts';
import { NeedEdge } from './need-edge.tsx';

const NODE_TYPES = { job: JobNode, call: CallNode };
const EDGE_TYPES = { need: NeedEdge };

/** The jobs of a run as a graph, from left to right: drawn as a whole, in the middle of where it is smaller. */
export default function JobGraph({
  level,
  names,
  run,
  width,
  zoom,
}: {
  readonly level: GraphLevel;
  readonly names: ReadonlyMap<string, NamedJob>;
  readonly run: number;
  /** Of the place it has, in CSS pixels. */
  readonly width: number;
  /** 1: full size. */
  readonly zoom: number;
}): ReactNode {
  const [orders] = useState(() => new ColumnOrders());
  const layout = useMemo(() => layoutGraph(level, orders), [level, orders]);
  const nodes = useMemo(() => nodesOf(layout, names, run), [layout, names, run]);
  const edges = useMemo(() => edgesOf(layout), [layout]);
  const drawnWidth = Math.max(width, layout.width * zoom);
  return (
    <div className={styles['canvas']} style={{ width: drawnWidth, height: layout.height * zoom }}>
      <ReactFlow
        ref={withoutRole}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        viewport={{ x: (drawnWidth - layout.width * zoom) / 2, y: 0, zoom }}
        minZoom={LEAST_ZOOM}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        panOnDrag={false}
        panOnScroll={false}
        zoomOnScroll={false}
        zoomOnPinch={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        // React Flow is under the MIT licence, which asks for no mark on what it draws.
        proOptions={{ hideAttribution: true }}
      />
    </div>
  );
}

/**
 * React Flow calls itself an application, in which screen readers leave every key to the page and read nothing; this
 * one holds links only.
 */
function withoutRole(element: HTMLDivElement | null): void {
  element?.setAttribute('role', 'presentation');
}

function nodesOf(layout: GraphLayout, names: ReadonlyMap<string, NamedJob>, run: number): Node[] {
  return [
    ...layout.calls.map(({ box: { id, name, width, height }, x, y }) => ({
      id,
      type: 'call',
      position: { x, y },
      width,
      height,
      data: { name },
    })),
    ...layout.jobs.map(({ box, x, y }) => ({
      id: box.id,
      type: 'job',
      position: { x, y },
      width: box.width,
      height: box.height,
      // In front of the frames around it.
      zIndex: 1,
      data: { job: box.job, name: box.name, within: withinOf(box, names), names, run },
    })),
  ];
}

function withinOf({ id, name }: JobBox, names: ReadonlyMap<string, NamedJob>): string {
  const whole = names.get(id)?.name ?? name;
  return whole.endsWith(name) ? whole.slice(0, whole.length - name.length) : '';
}

function edgesOf(layout: GraphLayout): Edge[] {
  return layout.edges.map(({ edge, path }) => ({
    id: `${edge.from} ${edge.to}`,
    source: edge.from,
    target: edge.to,
    type: 'need',
    zIndex: 1,
    data: { path, progress: edge.progress },
    // Screen readers are told by the list of jobs what needs what.
    domAttributes: { 'aria-hidden': true },
  }));
}
