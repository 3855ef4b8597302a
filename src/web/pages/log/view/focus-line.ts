import type { RefObject } from 'react';

/** Puts the focus on a line's number, once the line is drawn. @param number from 1 */
export function focusLine(rows: RefObject<HTMLElement | null>, number: number): void {
  requestAnimationFrame(() => {
    const link = rows.current?.querySelector<HTMLElement>(`[data-number="${number}"]`);
    link?.focus({ preventScroll: true });
  });
}
