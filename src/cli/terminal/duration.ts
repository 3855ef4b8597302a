const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A time span for people: `340ms`, `1.2s`, `2m 05s`, `1h 02m`. Negative spans (clocks that differ) are 0. */
export function formatDuration(milliseconds: number): string {
  const span = Math.max(0, Math.round(milliseconds));
  if (span < SECOND) return `${span}ms`;
  if (span < MINUTE) return `${(span / SECOND).toFixed(1)}s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)}m ${padded(Math.floor((span % MINUTE) / SECOND))}s`;
  return `${Math.floor(span / HOUR)}h ${padded(Math.floor((span % HOUR) / MINUTE))}m`;
}

/** How long ago something was, for a table: `12s ago`, `5m ago`, `3h ago`, `8d ago`. */
export function formatAge(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < MINUTE) return `${Math.floor(span / SECOND)}s ago`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)}m ago`;
  if (span < 48 * HOUR) return `${Math.floor(span / HOUR)}h ago`;
  return `${Math.floor(span / (24 * HOUR))}d ago`;
}

function padded(count: number): string {
  return String(count).padStart(2, '0');
}
