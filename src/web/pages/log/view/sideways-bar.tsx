import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import styles from './sideways-bar.module.css';

/** A scroll bar for wide lines that stays at the lower edge of the window: the rows' own is far below it. */
export function SidewaysBar({ rows }: { readonly rows: RefObject<HTMLElement | null> }): ReactNode {
  const bar = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = rows.current;
    if (element === null) return;
    const measure = (): void => setWidth(element.scrollWidth > element.clientWidth ? element.scrollWidth : 0);
    const follow = (): void => {
      if (bar.current !== null) bar.current.scrollLeft = element.scrollLeft;
    };
    const news = new MutationObserver(measure);
    news.observe(element, { childList: true, subtree: true, characterData: true });
    const size = new ResizeObserver(measure);
    size.observe(element);
    element.addEventListener('scroll', follow, { passive: true });
    measure();
    return () => {
      news.disconnect();
      size.disconnect();
      element.removeEventListener('scroll', follow);
    };
  }, [rows]);
  return (
    <div
      ref={bar}
      className={styles['bar']}
      hidden={width === 0}
      aria-hidden="true"
      onScroll={(event) => {
        if (rows.current !== null) rows.current.scrollLeft = event.currentTarget.scrollLeft;
      }}
    >
      <div style={{ width }} />
    </div>
  );
}
