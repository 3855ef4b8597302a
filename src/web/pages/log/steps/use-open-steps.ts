import { useEffect, useReducer, useState } from 'react';
import { StepLines } from '../lines/step-lines.ts';

/** The steps that are open, and their lines. */
export interface OpenSteps {
  readonly open: ReadonlyMap<number, StepLines>;
  readonly show: (step: number) => void;
  readonly toggle: (step: number) => void;
}

/**
 * Keeps which steps of a job are open. The lines of a step that is closed are forgotten.
 * @param hasLog whether there is anything to ask for of a step
 */
export function useOpenSteps(job: string, hasLog: (step: number) => boolean): OpenSteps {
  const [open] = useState(() => new Map<number, StepLines>());
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(
    () => () => {
      for (const lines of open.values()) lines.close();
      open.clear();
    },
    [open],
  );
  const show = (step: number): void => {
    if (open.has(step)) return;
    const lines = new StepLines(job, step);
    open.set(step, lines);
    if (hasLog(step)) lines.refresh();
    redraw();
  };
  const toggle = (step: number): void => {
    const lines = open.get(step);
    if (lines === undefined) {
      show(step);
      return;
    }
    lines.close();
    open.delete(step);
    redraw();
  };
  return { open, show, toggle };
}
