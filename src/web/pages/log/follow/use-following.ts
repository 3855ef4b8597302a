import { useEffect, useEffectEvent, useState } from 'react';
import { isOwnScroll } from '../window/page-scroll.ts';
import { followAfter, type FollowEvent, type Following } from './follow.ts';

/** Pixels from the page's end that count as its end. */
const END_PIXELS = 64;

/** Keeps whether the page follows a log that grows. @param totalNow lines that the log has */
export function useFollowing(
  totalNow: () => number,
  begins: Following,
): readonly [Following, (event: FollowEvent) => void] {
  const [following, setFollowing] = useState(begins);
  const tell = (event: FollowEvent): void => setFollowing((before) => followAfter(before, event));
  const scrolled = useEffectEvent((way: 'up' | 'down') => {
    const { scrollHeight } = document.documentElement;
    const isAtEnd = window.scrollY + window.innerHeight >= scrollHeight - END_PIXELS;
    tell({ kind: 'scrolled', way, isAtEnd, total: totalNow() });
  });
  useEffect(() => {
    let last = { at: window.scrollY, height: document.documentElement.scrollHeight };
    const look = (): void => {
      const now = { at: window.scrollY, height: document.documentElement.scrollHeight };
      // Where the page became shorter, the browser scrolls up by itself.
      const isTheirs = !isOwnScroll() && now.at !== last.at && now.height >= last.height;
      if (isTheirs) scrolled(now.at < last.at ? 'up' : 'down');
      last = now;
    };
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, []);
  return [following, tell];
}
