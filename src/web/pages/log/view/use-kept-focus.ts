import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import type { DrawnRows } from '../window/log-window.ts';

/**
 * Keeps the focus in a log: where the row that has it is not drawn any more, the log itself takes it, so that the keys
 * go on from here and not from the begin of the page.
 */
export function useKeptFocus(
  rows: RefObject<HTMLElement | null>,
  drawn: DrawnRows,
): {
  readonly onFocus: () => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
} {
  const isHere = useRef(false);
  useLayoutEffect(() => {
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (isHere.current && isNowhere) rows.current?.focus({ preventScroll: true });
  }, [rows, drawn]);
  return {
    onFocus: () => {
      isHere.current = true;
    },
    onBlur: ({ target }) => {
      // What is taken out of the page while it has the focus loses it as well.
      if (target.isConnected) isHere.current = false;
    },
  };
}
