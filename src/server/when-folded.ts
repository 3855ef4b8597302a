import type { Services } from './services.ts';

/**
 * What `look` finds in the state, now or once the fold has gone on: what one process has read from the log another
 * may read a moment later. Woken by the fold, it costs nothing while nothing comes.
 * @param look gives null while there is nothing to find yet
 * @param ended ends the wait, with null
 * @returns null where nothing was found within the server's limit for effects
 */
export async function whenFolded<Found>(
  services: Pick<Services, 'index' | 'effectLimitMs' | 'closing'>,
  look: () => Found | null,
  ended: AbortSignal,
): Promise<Found | null> {
  const { index, effectLimitMs, closing } = services;
  let wake = (): void => undefined;
  let isOver = ended.aborted || closing.aborted;
  const giveUp = (): void => {
    isOver = true;
    wake();
  };
  const limit = setTimeout(giveUp, effectLimitMs);
  for (const signal of [ended, closing]) signal.addEventListener('abort', giveUp);
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
    for (const signal of [ended, closing]) signal.removeEventListener('abort', giveUp);
  }
}
