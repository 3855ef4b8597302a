/** Why a process ends. */
export type End = 'SIGINT' | 'SIGTERM' | 'failure';

/** When a process is to end. */
export interface Ending {
  /** The first reason. */
  readonly first: Promise<End>;
  /** The second signal. */
  readonly second: Promise<void>;
}

/** Waits for signals and for `failure`. The handlers stay: a third signal must not kill half-way. */
export function waitForEnd(failure: AbortSignal): Ending {
  let onFirst: (end: End) => void = () => undefined;
  let onSecond: () => void = () => undefined;
  const first = new Promise<End>((resolve) => {
    onFirst = resolve;
  });
  const second = new Promise<void>((resolve) => {
    onSecond = resolve;
  });
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    signals += 1;
    if (signals === 1) onFirst(signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
    else onSecond();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  failure.addEventListener('abort', () => onFirst('failure'), { once: true });
  return { first, second };
}
