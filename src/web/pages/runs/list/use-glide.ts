import { type RefObject, useLayoutEffect, useRef } from 'react';

const GLIDE: KeyframeAnimationOptions = { duration: 220, easing: 'ease-out' };

/**
 * Lets rows that a new one moves glide to their new place, so that the eye can follow them; nothing glides for those
 * who want less movement.
 * @param list what the rows are of: the rows of another list do not glide
 * @param rows they are looked at when these change
 */
export function useGlide(
  body: RefObject<HTMLTableSectionElement | null>,
  list: string,
  rows: readonly unknown[],
): void {
  const last = useRef({ list, places: new Map<Element, number>() });
  useLayoutEffect(() => {
    const places = new Map<Element, number>();
    for (const row of body.current?.rows ?? []) places.set(row, row.offsetTop);
    const before = last.current;
    last.current = { list, places };
    if (before.list !== list || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    for (const [row, place] of places) {
      const from = before.places.get(row);
      if (from === undefined && before.places.size > 0) row.animate([{ opacity: 0 }, { opacity: 1 }], GLIDE);
      if (from === undefined || from === place) continue;
      row.animate([{ transform: `translateY(${from - place}px)` }, { transform: 'none' }], GLIDE);
    }
  }, [body, list, rows]);
}
