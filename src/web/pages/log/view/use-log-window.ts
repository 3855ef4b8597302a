import { type RefObject, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { RowOrder } from '../groups/row-order.ts';
import { type DrawnRows, LogWindow } from '../window/log-window.ts';
import { MeasuredHeights } from '../window/row-heights.ts';
import type { LogRows } from './use-log-rows.ts';

/**
 * Which rows are drawn, while the page is scrolled and the log grows, folds and wraps.
 * @param track the element that stands for all of the log
 * @param rows the element whose children are the drawn rows
 */
export function useLogWindow(
  { known, order, heights }: Pick<LogRows, 'known' | 'order' | 'heights'>,
  isFollowed: boolean,
  track: RefObject<HTMLElement | null>,
  rows: RefObject<HTMLElement | null>,
): { readonly logWindow: LogWindow; readonly drawn: DrawnRows } {
  const [logWindow] = useState(() => new LogWindow());
  const drawn = useSyncExternalStore(logWindow.subscribe, logWindow.read);
  const before = useRef<RowOrder>(order);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = order;
    logWindow.setRows(heights, (row) => order.rowOf(old.lineAt(row)));
  }, [logWindow, heights, order]);
  useLayoutEffect(
    () => (track.current === null ? undefined : logWindow.attach(track.current)),
    [logWindow, track],
  );
  useLayoutEffect(() => {
    logWindow.setFollowed(isFollowed);
  }, [isFollowed, logWindow, heights]);
  useLayoutEffect(() => {
    if (!(heights instanceof MeasuredHeights) || rows.current === null) return;
    const measured = [...rows.current.children].map((element, index) => ({
      row: drawn.first + index,
      height: element.getBoundingClientRect().height,
    }));
    logWindow.setMeasured(heights, measured);
  }, [heights, logWindow, drawn, known, rows]);
  return { logWindow, drawn };
}
