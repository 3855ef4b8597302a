import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from '@dagrejs/dagre';
import { edgePath, type Point } from './edge-path.ts';
import type { GraphEdge, GraphGroup, GraphInput, GraphNode } from './graph-input.ts';
import { GROUP_HEAD_HEIGHT, GROUP_PADDING, MARGIN, NODE_GAP, RANK_GAP } from './measures.ts';

/** A part of the plane, in CSS pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything of a graph is. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** In reading order: column by column, each from above. */
  readonly nodes: readonly { readonly node: GraphNode; readonly place: Place }[];
  readonly groups: readonly { readonly group: GraphGroup; readonly place: Place }[];
  /** `path`: as SVG writes it. */
  readonly edges: readonly { readonly edge: GraphEdge; readonly path: string }[];
}

type Placed = Graph<GraphLabel, NodeLabel, EdgeLabel>;

/** Finds places from left to right. */
export function layoutGraph({ nodes, edges, groups }: GraphInput): GraphLayout {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ compound: true });
  graph.setGraph({ rankdir: 'LR', nodesep: NODE_GAP, ranksep: RANK_GAP, edgesep: NODE_GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of groups) graph.setNode(id, { width: 0, height: 0 });
  for (const { id, width, height, group } of nodes) {
    graph.setNode(id, { width, height });
    if (group !== null) graph.setParent(id, group);
  }
  for (const { id, parent } of groups) if (parent !== null) graph.setParent(id, parent);
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);

  const found = new Map(nodes.map((node) => [node.id, placeOf(graph, node)]));
  const grouped = groupPlaces(nodes, groups, found);
  const all = [...found.values(), ...grouped.values()];
  const left = Math.min(...all.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...all.map(({ y }) => y)) - MARGIN;
  const moved = (place: Place): Place => ({ ...place, x: place.x - left, y: place.y - top });
  const places = new Map([...found].map(([id, place]) => [id, moved(place)]));
  return {
    width: Math.max(...all.map(({ x, width }) => x + width)) - left + MARGIN,
    height: Math.max(...all.map(({ y, height }) => y + height)) - top + MARGIN,
    nodes: nodes
      .flatMap((node) => {
        const place = places.get(node.id);
        return place === undefined ? [] : [{ node, place }];
      })
      .sort((one, other) => one.place.x - other.place.x || one.place.y - other.place.y),
    groups: groups.flatMap((group) => {
      const place = grouped.get(group.id);
      return place === undefined ? [] : [{ group, place: moved(place) }];
    }),
    edges: edges.flatMap((edge) => {
      const [from, to] = [places.get(edge.from), places.get(edge.to)];
      if (from === undefined || to === undefined) return [];
      const bends = bendsOf(graph, edge).map(({ x, y }) => ({ x: x - left, y: y - top }));
      return [{ edge, path: edgePath(rightOf(from), bends, leftOf(to)) }];
    }),
  };
}

/** dagre gives centres. */
function placeOf(graph: Placed, { id, width, height }: GraphNode): Place {
  const { x = 0, y = 0 } = graph.node(id);
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** A group is around what it holds, with room for its name. */
function groupPlaces(
  nodes: readonly GraphNode[],
  groups: readonly GraphGroup[],
  places: ReadonlyMap<string, Place>,
): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  // Inner groups come last, and those around them are around them.
  for (const { id } of groups.toReversed()) {
    const held = [
      ...nodes.flatMap((node) => (node.group === id ? [places.get(node.id)] : [])),
      ...groups.flatMap(({ id: inner, parent }) => (parent === id ? [found.get(inner)] : [])),
    ].filter((place) => place !== undefined);
    const left = Math.min(...held.map(({ x }) => x)) - GROUP_PADDING;
    const top = Math.min(...held.map(({ y }) => y)) - GROUP_HEAD_HEIGHT;
    const right = Math.max(...held.map(({ x, width }) => x + width)) + GROUP_PADDING;
    const bottom = Math.max(...held.map(({ y, height }) => y + height)) + GROUP_PADDING;
    found.set(id, { x: left, y: top, width: right - left, height: bottom - top });
  }
  return found;
}

/** Where an edge that passes columns goes between their jobs; none for one to the next column. */
function bendsOf(graph: Placed, { from, to }: GraphEdge): readonly Point[] {
  const { points = [] } = graph.edge(from, to);
  // The first and last lie on the border of the jobs, those beside them in the gap behind and before.
  return points.length <= 3 ? [] : points.slice(1, -1);
}

function rightOf({ x, y, width, height }: Place): Point {
  return { x: x + width, y: y + height / 2 };
}

function leftOf({ x, y, height }: Place): Point {
  return { x, y: y + height / 2 };
}
