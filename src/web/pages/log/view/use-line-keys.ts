import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { RowOrder } from '../groups/row-order.ts';
import type { LineRange } from '../place/fragment.ts';
import type { DrawnRows, LogWindow } from '../window/log-window.ts';
import { focusLine } from './focus-line.ts';

/** Rows that Page Up and Page Down move by. */
const PAGE_ROWS = 25;

/**
 * The keys of a log. Its numbers are one stop of the Tab key: arrows, Page Up, Page Down, Home and End go from line to
 * line there, Enter selects, Shift and Enter selects up to there. Where the log itself has the focus, Home and End go
 * to its first and last line, and the other keys scroll the page as everywhere.
 */
export function useLineKeys({
  order,
  drawn,
  logWindow,
  rows,
  selected,
}: {
  readonly order: RowOrder;
  readonly drawn: DrawnRows;
  readonly logWindow: LogWindow;
  readonly rows: RefObject<HTMLElement | null>;
  readonly selected: LineRange | null;
}): { readonly tabStop: number; readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void } {
  const [chosen, setChosen] = useState<number | null>(null);
  const isDrawn = (number: number): boolean => {
    const row = order.rowOf(number - 1);
    return drawn.first <= row && row < drawn.end && order.lineAt(row) === number - 1;
  };
  const candidates = [chosen, selected?.first ?? null].filter((number) => number !== null);
  const tabStop = candidates.find(isDrawn) ?? order.lineAt(drawn.first + 1) + 1;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const number = Number(event.target instanceof HTMLElement ? event.target.dataset['number'] : undefined);
    const isOnNumber = Number.isFinite(number);
    const row = isOnNumber ? order.rowOf(number - 1) : 0;
    const next = rowAfter(event.key, row, order.count);
    if (next === null || (!isOnNumber && event.key !== 'Home' && event.key !== 'End')) return;
    event.preventDefault();
    if (isOnNumber) {
      setChosen(order.lineAt(next) + 1);
      logWindow.bringIntoView(next);
      focusLine(rows, order.lineAt(next) + 1);
    } else if (event.key === 'Home') logWindow.showBegin();
    else logWindow.showEnd();
  };
  return { tabStop, onKeyDown };
}

/** The row that a key leads to; null for all other keys. */
function rowAfter(key: string, row: number, count: number): number | null {
  const rows: { readonly [key: string]: number } = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + PAGE_ROWS,
    PageUp: row - PAGE_ROWS,
    Home: 0,
    End: count - 1,
  };
  const next = rows[key];
  return next === undefined ? null : Math.max(0, Math.min(count - 1, next));
}
