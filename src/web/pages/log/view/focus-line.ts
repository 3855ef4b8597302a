import type { RefObject } from 'react';

/** Puts the focus on a line's number; where the line is drawn only now, as soon as it is. @param number from 1 */
export function focusLine(rows: RefObject<HTMLElement | null>, number: number): void {
  const focus = (): boolean => {
    const link = rows.current?.querySelector<HTMLElement>(`[data-number="${number}"]`);
    link?.focus({ preventScroll: true });
    return link != null;
  };
  if (!focus()) requestAnimationFrame(focus);
}
