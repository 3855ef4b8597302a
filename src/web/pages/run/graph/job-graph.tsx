import { type Edge, type Node, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import type { NamedJob } from '../jobs/job-names.ts';
import { CallNode } from './call-node.tsx';
import type { GraphInput } from './graph-input.ts';
import { type GraphLayout, layoutGraph } from './graph-layout.ts';
import styles from './job-graph.module.css';
import { JobNode } from './job-node.tsx';
import { LEAST_ZOOM } from './measures.ts';
import { NeedEdge } from './need-edge.tsx';
import { useWidth } from './use-width.ts';

const NODE_TYPES = { job: JobNode, call: CallNode };
const EDGE_TYPES = { need: NeedEdge };

/**
 * The jobs of a run as a graph, from left to right. The box around it scrolls as any other part of a page does, by
 * wheel, touch and keyboard, so the graph itself never takes a gesture away from the page.
 */
export default function JobGraph({
  input,
  names,
  run,
  height,
}: {
  readonly input: GraphInput;
  readonly names: ReadonlyMap<string, NamedJob>;
  readonly run: number;
  /** Of the box, in CSS pixels. */
  readonly height: number;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [isFull, setFull] = useState(false);
  const layout = useMemo(() => layoutGraph(input), [input]);
  const nodes = useMemo(() => nodesOf(layout, names, run), [layout, names, run]);
  const edges = useMemo(() => edgesOf(layout), [layout]);
  const fitting = Math.min(1, Math.max(LEAST_ZOOM, Math.min(width / layout.width, height / layout.height)));
  const zoom = isFull ? 1 : fitting;
  const drawn = { width: layout.width * zoom, height: layout.height * zoom };
  // In the middle of the box where it is smaller.
  const space = {
    width: Math.max(width, drawn.width),
    height: Math.max(Math.min(height, drawn.height), drawn.height),
  };
  return (
    <div className={styles['frame']}>
      {/* Scrolls where the graph is larger: keyboards reach it by the links inside. */}
      <div ref={box} className={styles['box']} style={{ height }}>
        {width > 0 && (
          <div className={styles['canvas']} style={space}>
            <ReactFlow
              ref={withoutRole}
              nodes={nodes}
              edges={edges}
              nodeTypes={NODE_TYPES}
              edgeTypes={EDGE_TYPES}
              viewport={{ x: (space.width - drawn.width) / 2, y: 0, zoom }}
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
        )}
      </div>
      {fitting < 1 && (
        <div className={styles['controls']}>
          <Button aria-pressed={!isFull} onClick={() => setFull(false)}>
            Fit
          </Button>
          <Button aria-pressed={isFull} onClick={() => setFull(true)}>
            Full size
          </Button>
        </div>
      )}
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
    ...layout.groups.map(({ group, place: { x, y, width, height } }) => ({
      id: `call ${group.id}`,
      type: 'call',
      position: { x, y },
      width,
      height,
      zIndex: -1,
      data: { group },
    })),
    ...layout.nodes.map(({ node, place: { x, y, width, height } }) => ({
      id: node.id,
      type: 'job',
      position: { x, y },
      width,
      height,
      data: { node, names, run },
    })),
  ];
}

function edgesOf(layout: GraphLayout): Edge[] {
  return layout.edges.map(({ edge, path }) => ({
    id: `${edge.from} ${edge.to}`,
    source: edge.from,
    target: edge.to,
    type: 'need',
    data: { path, progress: edge.progress },
    // Screen readers are told by the list of jobs what needs what.
    domAttributes: { 'aria-hidden': true },
  }));
}
