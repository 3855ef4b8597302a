import { type CSSProperties, type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import type { StepLines } from '../lines/step-lines.ts';
import type { LineRange } from '../place/fragment.ts';
import { copiedText } from './copied-text.ts';
import { LineRows } from './line-rows.tsx';
import type { LineView } from './line-view.ts';
import { SidewaysBar } from './sideways-bar.tsx';
import styles from './step-log.module.css';
import { useColumns } from './use-columns.ts';
import { type Goal, useGoal } from './use-goal.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useLineKeys } from './use-line-keys.ts';
import { useLogRows } from './use-log-rows.ts';
import { useLogWindow } from './use-log-window.ts';
import { useStableCallback } from './use-stable-callback.ts';

/** The lines of one step: drawn are those in the window, and a few around them. */
export function StepLog({
  job,
  step,
  name,
  lines,
  view,
  goal,
  selected,
  match,
  isFollowed,
  onChoose,
}: {
  readonly job: string;
  /** The step's number. */
  readonly step: number;
  readonly name: string;
  readonly lines: StepLines;
  readonly view: LineView;
  /** Where to go in it; null: nowhere. */
  readonly goal: Goal | null;
  /** Selected lines of this step. */
  readonly selected: LineRange | null;
  /** The match that the search is at, a line from 0. */
  readonly match: number | null;
  /** Whether its end stays in view while it grows. */
  readonly isFollowed: boolean;
  readonly onChoose: (step: number, number: number, extend: boolean) => void;
}): ReactNode {
  const state = useSyncExternalStore(lines.subscribe, lines.read);
  const track = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const columns = useColumns(rows);
  const logRows = useLogRows(state, view, columns);
  const { wraps, folding, order, numberWidth } = logRows;
  const { logWindow, drawn } = useLogWindow(logRows, isFollowed, track, rows);
  useEffect(() => {
    if (drawn.first < drawn.end) {
      lines.want({ from: order.lineAt(drawn.first), to: order.lineAt(drawn.end - 1) + 1 });
    }
  }, [lines, order, drawn]);
  useGoal(goal, { job, step, state, order, logWindow, folds: folding, rows });
  const choose = useStableCallback(onChoose);
  const fold = useStableCallback(folding.toggle);
  const keptFocus = useKeptFocus(rows, drawn);
  const { tabStop, onKeyDown } = useLineKeys({ order, drawn, logWindow, rows, selected });

  const style: CSSProperties & Record<'--number-width', string> = {
    '--number-width': `${numberWidth}ch`,
    transform: `translateY(${drawn.top}px)`,
  };
  return (
    <div ref={track} className={styles['track']}>
      {/* Scrolls sideways where lines are wide, and has the keys for lines: it takes the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={rows}
        className={styles['rows']}
        data-wraps={wraps || undefined}
        role="region"
        aria-label={`Log of step ${step}, ${name}`}
        tabIndex={0}
        style={style}
        onKeyDown={onKeyDown}
        {...keptFocus}
        onCopy={(event) => {
          const selection = getSelection();
          const text = selection === null ? null : copiedText(selection, event.currentTarget);
          if (text === null || text === '') return;
          event.clipboardData.setData('text/plain', text);
          event.preventDefault();
        }}
      >
        <LineRows
          step={step}
          drawn={drawn}
          logRows={logRows}
          scan={state.scan}
          view={view}
          selected={selected}
          match={match}
          tabStop={tabStop}
          onChoose={choose}
          onFold={fold}
        />
      </div>
      <SidewaysBar rows={rows} />
    </div>
  );
}
