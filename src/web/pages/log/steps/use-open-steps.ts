import { useEffect, useReducer, useRef } from 'react';
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
  const open = useRef(new Map<number, StepLines>());
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const all = open.current;
    return () => {
      for (const lines of all.values()) lines.close();
      all.clear();
    };
  }, []);
  const show = (step: number): void => {
    if (open.current.has(step)) return;
    const lines = new StepLines(job, step);
    open.current.set(step, lines);
    if (hasLog(step)) lines.refresh();
    redraw();
  };
  const toggle = (step: number): void => {
    const lines = open.current.get(step);
    if (lines === undefined) {
      show(step);
      return;
    }
    lines.close();
    open.current.delete(step);
    redraw();
  };
  return { open: open.current, show, toggle };
}
