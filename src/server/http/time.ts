/** Milliseconds since 1970 UTC as GitHub's API writes times: RFC 3339 UTC without a fraction. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** As Runbook's own API writes times of runs, jobs and steps: RFC 3339 UTC with milliseconds, as in the events. */
export function exactTimeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** As `exactTimeText`; null stays null. */
export function exactTimeTextOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : exactTimeText(milliseconds);
}

/** As `timeText`; null stays null. */
export function timeTextOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : timeText(milliseconds);
}
