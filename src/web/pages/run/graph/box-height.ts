import type { Size } from './graph-level.ts';
import { LEAST_ZOOM, MARGIN, MOST_HEIGHT, SCROLL_BAR } from './measures.ts';

/**
 * The height of the box around a graph, in CSS pixels: the graph's own, once it is zoomed out to the box's width.
 * @param width of the box; 0: not known yet
 */
export function boxHeight(graph: Size, width: number): number {
  const zoom = width === 0 ? 1 : zoomToFit(graph, width);
  const isWider = (graph.width + 2 * MARGIN) * zoom > width;
  return Math.min(MOST_HEIGHT, (graph.height + 2 * MARGIN) * zoom + (isWider ? SCROLL_BAR : 0));
}

/** How far a graph is zoomed out to fit a width: 1 where there is room, never less than `LEAST_ZOOM`. */
export function zoomToFit({ width }: Size, room: number): number {
  return Math.min(1, Math.max(LEAST_ZOOM, room / (width + 2 * MARGIN)));
}
