import { type RefObject, useEffect } from 'react';

/**
 * Passes clicks on a row on to the link that covers it: parts of a row lie above the link, so that hovering shows
 * what they were too narrow for. For keyboards and screen readers the link is all there is.
 */
export function useRowClicks(body: RefObject<HTMLTableSectionElement | null>): void {
  useEffect(() => {
    const rows = body.current;
    if (rows === null) return;
    const click = (event: MouseEvent): void => {
      if (!(event.target instanceof Element) || event.target.closest('a') !== null) return;
      const link = event.target.closest('tr')?.querySelector('a');
      if (link === null || link === undefined) return;
      const isMiddle = event.type === 'auxclick' && event.button === 1;
      if (isMiddle || event.ctrlKey || event.metaKey) window.open(link.href, '_blank', 'noopener');
      else if (event.type === 'click') link.click();
    };
    rows.addEventListener('click', click);
    rows.addEventListener('auxclick', click);
    return () => {
      rows.removeEventListener('click', click);
      rows.removeEventListener('auxclick', click);
    };
  }, [body]);
}
