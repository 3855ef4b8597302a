import { useCallback, useSyncExternalStore } from 'react';
import type { StepLines } from '../lines/step-lines.ts';

/** The number of the last open step whose log is not complete; null: there is none. */
export function useGrowingStep(open: ReadonlyMap<number, StepLines>): number | null {
  const opened = [...open.keys()].join(' ');
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = [...open.values()].map((lines) => lines.subscribe(listener));
      return () => {
        for (const end of ends) end();
      };
    },
    // The map stays the same while steps are opened and closed.
    // oxlint-disable-next-line react/exhaustive-deps
    [open, opened],
  );
  return useSyncExternalStore(subscribe, () => {
    const growing = [...open].filter(([, lines]) => lines.read().known?.complete === false);
    return growing.length === 0 ? null : Math.max(...growing.map(([step]) => step));
  });
}
