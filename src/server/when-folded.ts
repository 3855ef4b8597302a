import type { RunIndex } from '../store/index.ts';

/**
 * What `look` finds in the fold's state, now or once the fold has gone on: what one process has read from the log
 * another may read a moment later. Woken by the fold, it costs nothing while nothing comes.
 * @param index is fed by the fold, and tells when it has gone on
 * @param look gives null while there is nothing to find yet
 * @param until ends the wait, with null: after `limitMs` milliseconds (null: never), or when a signal is aborted
 * @returns null where nothing was found
 */
export async function whenFolded<Found>(
  index: Pick<RunIndex, 'onProjected'>,
  look: () => Found | null,
  until: { readonly limitMs: number | null; readonly signals: readonly AbortSignal[] },
): Promise<Found | null> {
  let wake = (): void => undefined;
  let isOver = until.signals.some((signal) => signal.aborted);
  const giveUp = (): void => {
    isOver = true;
    wake();
  };
  const limit = until.limitMs === null ? undefined : setTimeout(giveUp, until.limitMs);
  for (const signal of until.signals) signal.addEventListener('abort', giveUp);
  const stop = index.onProjected(() => wake());
  try {
    for (;;) {
      const found = look();
      if (found !== null || isOver) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stop();
    clearTimeout(limit);
    for (const signal of until.signals) signal.removeEventListener('abort', giveUp);
  }
}
