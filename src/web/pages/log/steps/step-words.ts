import type { StepDetailShape } from '../../../../server/shapes/index.ts';
import { countText } from '../../../kit/count-text.ts';
import type { LogSize } from '../lines/line-blocks.ts';

/** Why there is nothing to show of a step's log, as a sentence; null where there is a log. */
export function absenceOf(step: Pick<StepDetailShape, 'status' | 'conclusion' | 'log'>): string | null {
  if (step.conclusion === 'skipped') return 'Skipped: its condition was false, or a step before it failed.';
  if (step.status === 'queued') return 'It has not begun.';
  if (step.log === null) return 'It ended before it printed anything.';
  return null;
}

/**
 * What is said of a log that the server was asked for, where it gave no lines; null where it gave some.
 * @param printed lines that the step printed, as far as its worker has told
 */
export function emptinessOf(
  known: Pick<LogSize, 'total' | 'complete'> | null,
  printed: number,
  isGone: boolean,
): string | null {
  if (isGone || (known?.total === 0 && known.complete && printed > 0)) return LOG_IS_GONE;
  if (known?.total !== 0) return null;
  return known.complete ? 'It printed nothing.' : 'It has printed nothing yet.';
}

const LOG_IS_GONE =
  'The server does not have this log any more. Logs are removed when they are as old as --keep-days allows.';

/** What the page says of a log that is too long for some of its services. */
export const LOG_IS_LONG =
  'This log is long: only what is in the window is here. Its groups do not fold and its lines do not wrap.';

/** The size of a log in words. @param bytes 0 or more */
export function sizeText(lines: number, bytes: number): string {
  return `${countText(lines, 'line')}, ${bytesText(bytes)}`;
}

function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let [value, unit] = [bytes, 0];
  for (; value >= 1_000 && unit < units.length - 1; unit++) value /= 1_000;
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
