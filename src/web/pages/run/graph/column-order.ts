import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from '@dagrejs/dagre';
import { columnsBetween } from './columns.ts';
import type { Point } from './edge-path.ts';
import type { GraphLevel } from './graph-level.ts';
import { COLUMN_GAP, LANE_HEIGHT, ROW_GAP } from './measures.ts';

/** What stands in a column, by id: a box, or a line that passes through to a later column. */
export type ColumnEntry =
  | { readonly kind: 'box'; readonly id: string }
  | { readonly kind: 'lane'; readonly from: string; readonly to: string };

/** The columns of a level, each from above. */
export type ColumnOrder = readonly (readonly ColumnEntry[])[];

/** Comes before everything, so that what comes first in the file's graphs stands in the first column. */
const ROOT = ' root';

/**
 * Finds in which order few lines cross. This is the long part of laying out a large graph, and what it depends on does
 * not change while jobs go on, so what was found is kept.
 */
export class ColumnOrders {
  readonly #found = new Map<string, ColumnOrder>();

  of(level: GraphLevel): ColumnOrder {
    const key = JSON.stringify([
      level.boxes.map(({ id, width, height }) => [id, width, height]),
      level.edges.map(({ from, to }) => [from, to]),
    ]);
    const known = this.#found.get(key) ?? columnOrder(level);
    this.#found.set(key, known);
    return known;
  }
}

function columnOrder({ boxes, edges, columns }: GraphLevel): ColumnOrder {
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
  for (const { id } of boxes) {
    const { x = 0, y = 0 } = graph.node(id);
    const column = columns.get(id) ?? 0;
    add(column, y, { kind: 'box', id });
    centres.set(column, x);
  }
  for (const edge of edges) {
    const points: readonly Point[] = graph.edge(edge.from, edge.to).points ?? [];
    for (const column of columnsBetween(edge, columns)) {
      const centre = centres.get(column) ?? 0;
      const [nearest] = points.toSorted(
        (one, other) => Math.abs(one.x - centre) - Math.abs(other.x - centre),
      );
      add(column, nearest?.y ?? 0, { kind: 'lane', from: edge.from, to: edge.to });
    }
  }
  return found.map((column) => column.toSorted((one, other) => one.y - other.y).map(({ entry }) => entry));
}
