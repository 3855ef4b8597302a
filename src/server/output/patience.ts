/** How long output is waited for. All in milliseconds. */
export interface Patience {
  /** From a step's end until its log is asked for. */
  readonly graceMs: number;
  /** Between two asks, the first time; it doubles. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  /** Without anything having come, until it is given up. */
  readonly limitMs: number;
}

/** How long output is waited for unless a test says otherwise. */
export const PATIENCE: Patience = {
  graceMs: 2_000,
  pauseMs: 5_000,
  longestPauseMs: 20_000,
  limitMs: 60_000,
};
