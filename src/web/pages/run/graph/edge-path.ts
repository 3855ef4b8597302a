/** A place, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A curve from left to right over places in between, as SVG writes paths; it leaves and reaches each of them level. */
export function edgePath(from: Point, over: readonly Point[], to: Point): string {
  const stops = [...over, to];
  let [{ x, y }, path] = [from, `M${text(from.x)} ${text(from.y)}`];
  for (const stop of stops) {
    if (stop.x === x && stop.y === y) continue;
    const middle = (x + stop.x) / 2;
    path +=
      stop.y === y
        ? `H${text(stop.x)}`
        : `C${text(middle)} ${text(y)} ${text(middle)} ${text(stop.y)} ${text(stop.x)} ${text(stop.y)}`;
    [x, y] = [stop.x, stop.y];
  }
  return path;
}

function text(length: number): string {
  return String(Math.round(length * 10) / 10);
}
