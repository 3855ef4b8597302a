import { type ColumnEntry, columnOrder } from './column-order.ts';
import { edgePath, type Point } from './edge-path.ts';
import type { CallBox, GraphEdge, GraphLevel, JobBox } from './graph-level.ts';
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

/** Finds places from left to right. */
export function layoutGraph(level: GraphLevel): GraphLayout {
  const layout: Found = { jobs: [], calls: [], edges: [] };
  placeLevel(level, { x: MARGIN, y: MARGIN }, layout);
  return { width: level.width + 2 * MARGIN, height: level.height + 2 * MARGIN, ...layout };
}

interface Found {
  readonly jobs: Placed<JobBox>[];
  readonly calls: Placed<CallBox>[];
  readonly edges: { readonly edge: GraphEdge; readonly path: string }[];
}

/** Where a line leaves and reaches boxes, and the columns it passes level in between. */
interface Ends {
  readonly out: Map<string, { readonly from: Point; readonly columnEnd: number }>;
  readonly into: Map<string, Point>;
  readonly lanes: Map<GraphEdge, Point[]>;
}

/** Stacks each column, in the middle of the level's height. */
function placeLevel(level: GraphLevel, origin: Point, found: Found): void {
  const ends: Ends = { out: new Map(), into: new Map(), lanes: new Map() };
  let { x } = origin;
  for (const column of columnOrder(level)) {
    const width = Math.max(0, ...column.map(widthOf));
    const height = column.reduce((sum, entry) => sum + heightOf(entry) + ROW_GAP, -ROW_GAP);
    let y = origin.y + (level.height - height) / 2;
    for (const entry of column) {
      const middle = y + heightOf(entry) / 2;
      if (entry.kind === 'box') {
        placeBox(entry.box, { x, y }, found);
        ends.into.set(entry.box.id, { x, y: middle });
        ends.out.set(entry.box.id, {
          from: { x: x + entry.box.width, y: middle },
          columnEnd: x + width,
        });
      } else {
        const lane = ends.lanes.get(entry.edge) ?? [];
        lane.push({ x, y: middle }, { x: x + width, y: middle });
        ends.lanes.set(entry.edge, lane);
      }
      y += heightOf(entry) + ROW_GAP;
    }
    x += width + COLUMN_GAP;
  }
  for (const edge of level.edges) {
    const [out, into] = [ends.out.get(edge.from), ends.into.get(edge.to)];
    if (out === undefined || into === undefined) continue;
    const over = [{ x: out.columnEnd, y: out.from.y }, ...(ends.lanes.get(edge) ?? [])];
    found.edges.push({ edge, path: edgePath(out.from, over, into) });
  }
}

function placeBox(box: JobBox | CallBox, { x, y }: Point, found: Found): void {
  if (box.kind === 'job') {
    found.jobs.push({ box, x, y });
    return;
  }
  found.calls.push({ box, x, y });
  placeLevel(box.inner, { x: x + CALL_PADDING, y: y + CALL_HEAD_HEIGHT }, found);
}

function widthOf(entry: ColumnEntry): number {
  return entry.kind === 'box' ? entry.box.width : 0;
}

function heightOf(entry: ColumnEntry): number {
  return entry.kind === 'box' ? entry.box.height : LANE_HEIGHT;
}
