import { useEffect, useReducer, useRef } from 'react';
import { StepLines } from '../lines/step-lines.ts';

/** The steps that are open, and their lines. */
export interface OpenSteps {
  readonly open: ReadonlyMap<number, StepLines>;
  readonly show: (step: number) => void;
  readonly toggle: (step: number) => void;
}

/** Keeps which steps of a job are open. The lines of a step that is closed are forgotten. */
export function useOpenSteps(job: string): OpenSteps {
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
    open.current.set(step, new StepLines(job, step));
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
