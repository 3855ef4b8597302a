import type { Needle } from '../../../log-line/matches.ts';

/** How lines are shown. */
export interface LineView {
  readonly showsTimes: boolean;
  /** Whether long lines wrap, where the log is short enough. */
  readonly wraps: boolean;
  readonly needle: Needle | null;
}
