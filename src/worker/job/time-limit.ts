/** The longest that a timer can run, in milliseconds: about 24 days. */
const LONGEST = 2 ** 31 - 1;

/** A signal with a limit of time. */
export interface LimitedSignal {
  readonly signal: AbortSignal;
  /** Whether the time was over before the work was. */
  expired(): boolean;
  /** To be called when the work is done. */
  dispose(): void;
}

/** `outer`, or aborted after so many minutes (0 or less: no limit). */
export function limitedSignal(outer: AbortSignal, minutes: number): LimitedSignal {
  if (!(minutes > 0)) return { signal: outer, expired: () => false, dispose: () => undefined };
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds(minutes));
  return {
    signal: AbortSignal.any([outer, controller.signal]),
    expired: () => controller.signal.aborted,
    dispose: () => clearTimeout(timer),
  };
}

/** Minutes as milliseconds that a timer takes. */
export function milliseconds(minutes: number): number {
  return Math.min(minutes * 60_000, LONGEST);
}
