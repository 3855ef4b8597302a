/** A span of time that bars are drawn on. */
export interface TimeAxis {
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  /** After `from`. */
  readonly to: number;
  /** Milliseconds after `from` that are marked, 0 included. */
  readonly ticks: readonly number[];
  /** Between one mark and the next, in milliseconds. */
  readonly distance: number;
}

/** A bar on an axis, as parts of its length, 0 to 1. */
export interface Bar {
  readonly start: number;
  readonly length: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Distances of ticks that people count in, in milliseconds. */
const DISTANCES: readonly number[] = [
  [50, 100, 200, 500],
  [1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  [1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  [1, 2, 4, 6, 12, 24, 48, 96, 192, 384].map((hours) => hours * HOUR),
].flat();
const MOST_TICKS = 6;
/** The shortest axis, in milliseconds. */
const SHORTEST = 200;

/** The axis from one time to another, in milliseconds since 1970 UTC. */
export function timeAxis(from: number, end: number): TimeAxis {
  const to = Math.max(end, from + SHORTEST);
  const length = to - from;
  const distance = DISTANCES.find((one) => length / one < MOST_TICKS) ?? length;
  const ticks = Array.from({ length: Math.floor(length / distance) + 1 }, (_, index) => index * distance);
  return { from, to, ticks, distance };
}

/** Where a span lies on an axis; null where it lies before it. */
export function barOn(axis: TimeAxis, from: number, to: number): Bar | null {
  if (to < axis.from) return null;
  const start = placeOn(axis, from);
  return { start, length: Math.max(0, placeOn(axis, to) - start) };
}

function placeOn({ from, to }: TimeAxis, time: number): number {
  return Math.min(1, Math.max(0, (time - from) / (to - from)));
}
