import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from '@dagrejs/dagre';
import { columnsBetween } from './columns.ts';
import type { GraphBox, GraphEdge, GraphLevel } from './graph-level.ts';
import { COLUMN_GAP, LANE_HEIGHT, ROW_GAP } from './measures.ts';

/** What stands in a column: a box, or a line that passes through to a later column. */
export type ColumnEntry =
  | { readonly kind: 'box'; readonly box: GraphBox }
  | { readonly kind: 'lane'; readonly edge: GraphEdge };

/** Comes before everything, so that what comes first in the file's graphs stands in the first column. */
const ROOT = ' root';

/** What stands in each column from above, in the order in which dagre finds that few lines cross. */
export function columnOrder({ boxes, edges, columns }: GraphLevel): readonly (readonly ColumnEntry[])[] {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({ rankdir: 'LR', nodesep: ROW_GAP, ranksep: COLUMN_GAP, edgesep: ROW_GAP });
  graph.setNode(ROOT, { width: 1, height: 1 });
  // dagre ends with the last one on top where nothing else decides.
  for (const { id, width, height } of boxes.toReversed()) {
    graph.setNode(id, { width, height });
    if (columns.get(id) === 0) graph.setEdge(ROOT, id, { minlen: 1 });
  }
  for (const { from, to } of edges.toReversed()) {
    // As long as the columns say, so that dagre's ranks are these columns.
    const minlen = (columns.get(to) ?? 0) - (columns.get(from) ?? 0);
    graph.setEdge(from, to, { minlen: Math.max(1, minlen), height: LANE_HEIGHT });
  }
  layout(graph);

  const found: { readonly y: number; readonly entry: ColumnEntry }[][] = [];
  const add = (column: number, y: number, entry: ColumnEntry): void => {
    (found[column] ??= []).push({ y, entry });
  };
  const centres = new Map<number, number>();
  for (const box of boxes) {
    const { x = 0, y = 0 } = graph.node(box.id);
    const column = columns.get(box.id) ?? 0;
    add(column, y, { kind: 'box', box });
    centres.set(column, x);
  }
  for (const edge of edges) {
    const { points = [] } = graph.edge(edge.from, edge.to);
    for (const column of columnsBetween(edge, columns)) {
      const centre = centres.get(column) ?? 0;
      const [nearest] = points.toSorted(
        (one, other) => Math.abs(one.x - centre) - Math.abs(other.x - centre),
      );
      add(column, nearest?.y ?? 0, { kind: 'lane', edge });
    }
  }
  return found.map((column) => column.toSorted((one, other) => one.y - other.y).map(({ entry }) => entry));
}
