import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { RowOrder } from '../groups/row-order.ts';
import { isAllHere, isWhole, type StepLinesState } from '../lines/step-lines.ts';
import { lastError } from '../place/last-error.ts';
import type { OpeningTarget } from '../place/opening.ts';
import type { LogWindow } from '../window/log-window.ts';
import { focusLine } from './focus-line.ts';
import type { FoldState } from './use-folds.ts';

/** Where to go in a step's log. */
export interface Goal {
  readonly step: number;
  readonly target: OpeningTarget;
  /** Whether the focus goes there, too: somebody asked for it. */
  readonly takesFocus: boolean;
}

/** Pixels above a line that was gone to: what led to it is seen. */
const ABOVE = 120;

/** Goes to a place of a log as soon as it is known where that is, once for each goal. */
export function useGoal(
  goal: Goal | null,
  log: {
    readonly job: string;
    readonly step: number;
    readonly state: StepLinesState;
    readonly order: RowOrder;
    readonly logWindow: LogWindow;
    readonly folds: FoldState;
    readonly rows: RefObject<HTMLElement | null>;
  },
): void {
  const reached = useRef<Goal | null>(null);
  /** The line to show; its group may have to be unfolded first. */
  const pending = useRef<{ readonly line: number; readonly takesFocus: boolean } | null>(null);
  const { known } = log.state;
  // Where the rows of a short log lie is known when all its lines are here.
  const isReady = known !== null && (isWhole(known) ? isAllHere(log.state) : true);
  const settle = useEffectEvent(() => {
    if (pending.current === null) return;
    const { line, takesFocus } = pending.current;
    if (log.folds.hides(line)) {
      log.folds.unfold(line);
      return;
    }
    pending.current = null;
    log.logWindow.showRow(log.order.rowOf(line), ABOVE);
    if (takesFocus) focusLine(log.rows, line + 1);
  });
  const goTo = useEffectEvent(async ({ target, takesFocus }: Goal, signal: AbortSignal) => {
    if (known === null) return;
    if (target.kind === 'begin') log.logWindow.showBegin();
    else if (target.kind === 'end') log.logWindow.showEnd();
    else {
      const line =
        target.kind === 'line' ? target.line : await lastError(known, log, signal).catch(() => null);
      if (signal.aborted) return;
      if (line === null) log.logWindow.showEnd();
      else {
        pending.current = { line: Math.min(line, Math.max(0, known.total - 1)), takesFocus };
        settle();
      }
    }
  });
  useLayoutEffect(() => settle(), [log.order]);
  const left = useRef<AbortController | null>(null);
  // Before the lines are painted: nobody sees them where they were and then elsewhere.
  useLayoutEffect(() => {
    if (goal === null || !isReady || reached.current === goal) return;
    reached.current = goal;
    left.current?.abort();
    left.current = new AbortController();
    void goTo(goal, left.current.signal);
  }, [goal, isReady]);
  useEffect(() => () => left.current?.abort(), []);
}
