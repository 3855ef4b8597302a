import type { GraphInput } from './graph-input.ts';
import { GROUP_HEAD_HEIGHT, GROUP_PADDING, MARGIN, MOST_HEIGHT, NODE_GAP } from './measures.ts';

/**
 * The height of the graph's box in CSS pixels: that of its fullest column, as jobs stand in columns by how many others
 * come before them. It is known before the graph is laid out, so that nothing below it moves.
 */
export function expectedHeight({ nodes, edges, groups }: GraphInput): number {
  const needs = new Map<string, string[]>();
  for (const { from, to } of edges) needs.set(to, [...(needs.get(to) ?? []), from]);
  const columns = new Map<string, number>();
  const columnOf = (id: string): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    columns.set(id, 0);
    const column = Math.max(-1, ...(needs.get(id) ?? []).map(columnOf)) + 1;
    columns.set(id, column);
    return column;
  };
  const heights = new Map<number, number>();
  const groupsIn = new Map<number, Set<string>>();
  const parents = new Map(groups.map(({ id, parent }) => [id, parent]));
  for (const { id, height, group } of nodes) {
    const column = columnOf(id);
    heights.set(column, (heights.get(column) ?? -NODE_GAP) + height + NODE_GAP);
    const held = groupsIn.get(column) ?? new Set();
    groupsIn.set(column, held);
    for (let one = group; one !== null; one = parents.get(one) ?? null) held.add(one);
  }
  const frame = GROUP_HEAD_HEIGHT + GROUP_PADDING + NODE_GAP;
  const tallest = [...heights].map(([column, height]) => height + (groupsIn.get(column)?.size ?? 0) * frame);
  return Math.min(MOST_HEIGHT, Math.max(0, ...tallest) + 2 * MARGIN);
}
