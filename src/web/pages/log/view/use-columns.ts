import { type RefObject, useLayoutEffect, useState } from 'react';

/** Of a window that nobody measured yet. */
const LIKELY_COLUMNS = 120;

/** How many characters of a log's font have room beside each other in an element. */
export function useColumns(place: RefObject<HTMLElement | null>): number {
  const [columns, setColumns] = useState(LIKELY_COLUMNS);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const character = characterWidth(element);
    const measure = new ResizeObserver(() => {
      setColumns(Math.max(10, Math.floor(element.clientWidth / character)));
    });
    measure.observe(element);
    return () => measure.disconnect();
  }, [place]);
  return columns;
}

/** Pixels of one character of an element's font, which is one of equal widths. */
function characterWidth(element: HTMLElement): number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return 8;
  context.font = getComputedStyle(element).font;
  return context.measureText('0').width || 8;
}
