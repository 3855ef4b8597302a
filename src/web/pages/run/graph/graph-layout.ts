import type { ColumnOrders } from './column-order.ts';
import type { Line } from './columns.ts';
import { edgePath, type Point } from './edge-path.ts';
import type { CallBox, GraphBox, GraphEdge, GraphLevel, JobBox } from './graph-level.ts';
import { CALL_HEAD_HEIGHT, CALL_PADDING, COLUMN_GAP, LANE_HEIGHT, MARGIN, ROW_GAP } from './measures.ts';

/** A box and its upper left corner, in CSS pixels. */
export interface Placed<Box> extends Point {
  readonly box: Box;
}

/** Where everything of a graph is. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** In reading order: column by column, each from above. */
  readonly jobs: readonly Placed<JobBox>[];
  /** Outer ones before those they hold. */
  readonly calls: readonly Placed<CallBox>[];
  /** `path`: as SVG writes it. */
  readonly edges: readonly { readonly edge: GraphEdge; readonly path: string }[];
}

/** Finds places from left to right. @param orders kept from one layout of a graph to the next */
export function layoutGraph(level: GraphLevel, orders: ColumnOrders): GraphLayout {
  const layout: Found = { jobs: [], calls: [], edges: [] };
  placeLevel(level, orders, { x: MARGIN, y: MARGIN }, layout);
  return { width: level.width + 2 * MARGIN, height: level.height + 2 * MARGIN, ...layout };
}

interface Found {
  readonly jobs: Placed<JobBox>[];
  readonly calls: Placed<CallBox>[];
  readonly edges: { readonly edge: GraphEdge; readonly path: string }[];
}

/** What stands in a column: a box, or the place of a line that passes through. */
type Entry =
  | { readonly box: GraphBox; readonly height: number }
  | { readonly lane: string; readonly height: number };

/** Stacks each column, in the middle of the level's height, and draws lines between what stands in them. */
function placeLevel(level: GraphLevel, orders: ColumnOrders, origin: Point, found: Found): void {
  const ends = new Map<string, { readonly into: Point; readonly out: Point; readonly columnEnd: number }>();
  const lanes = new Map<string, Point[]>();
  let { x } = origin;
  for (const column of columnsOfLevel(level, orders)) {
    const width = Math.max(0, ...column.map((entry) => ('box' in entry ? entry.box.width : 0)));
    const height = column.reduce((sum, entry) => sum + entry.height + ROW_GAP, -ROW_GAP);
    let y = origin.y + (level.height - height) / 2;
    for (const entry of column) {
      const middle = y + entry.height / 2;
      if ('box' in entry) {
        const { box } = entry;
        placeBox(box, orders, { x, y }, found);
        ends.set(box.id, {
          into: { x, y: middle },
          out: { x: x + box.width, y: middle },
          columnEnd: x + width,
        });
      } else {
        const lane = lanes.get(entry.lane) ?? [];
        lanes.set(entry.lane, [...lane, { x, y: middle }, { x: x + width, y: middle }]);
      }
      y += entry.height + ROW_GAP;
    }
    x += width + COLUMN_GAP;
  }
  for (const edge of level.edges) {
    const [from, to] = [ends.get(edge.from), ends.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    const over = [{ x: from.columnEnd, y: from.out.y }, ...(lanes.get(laneOf(edge)) ?? [])];
    found.edges.push({ edge, path: edgePath(from.out, over, to.into) });
  }
}

function columnsOfLevel(level: GraphLevel, orders: ColumnOrders): readonly (readonly Entry[])[] {
  const boxes = new Map(level.boxes.map((box) => [box.id, box]));
  return orders.of(level).map((column) =>
    column.flatMap((entry): readonly Entry[] => {
      if (entry.kind === 'lane') return [{ lane: laneOf(entry), height: LANE_HEIGHT }];
      const box = boxes.get(entry.id);
      return box === undefined ? [] : [{ box, height: box.height }];
    }),
  );
}

function placeBox(box: GraphBox, orders: ColumnOrders, { x, y }: Point, found: Found): void {
  if (box.kind === 'job') {
    found.jobs.push({ box, x, y });
    return;
  }
  found.calls.push({ box, x, y });
  placeLevel(box.inner, orders, { x: x + CALL_PADDING, y: y + CALL_HEAD_HEIGHT }, found);
}

function laneOf({ from, to }: Line): string {
  return `${from} ${to}`;
}
