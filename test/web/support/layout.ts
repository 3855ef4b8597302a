import type { Page } from 'playwright-core';

/** Elements that stick out of the window to the right, in words; none where the page does not scroll sideways. */
export function horizontalOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map(
        (element) =>
          `${element.tagName.toLowerCase()} ${element.className}: ${element.textContent?.slice(0, 60)}`,
      );
  });
}

/** What moved without anybody having done anything. */
export interface LayoutShift {
  /** Chromium's layout instability, summed up; Web Vitals call up to 0.1 good. */
  readonly sum: number;
  /** Which elements, in words. */
  readonly moved: readonly string[];
}

/** What moved on the page until now. */
export function layoutShift(page: Page): Promise<LayoutShift> {
  return page.evaluate(async () => {
    let sum = 0;
    const moved: string[] = [];
    const add = (entries: PerformanceEntryList): void => {
      for (const entry of entries as (PerformanceEntry & Shift)[]) {
        if (entry.hadRecentInput) continue;
        sum += entry.value;
        for (const { node, previousRect, currentRect } of entry.sources) {
          const place = ({ x, y, width, height }: DOMRect): string => `${x},${y} ${width}x${height}`;
          const name = node instanceof Element ? node.outerHTML.slice(0, 100) : String(node?.textContent);
          moved.push(`${name}: ${place(previousRect)} -> ${place(currentRect)}`);
        }
      }
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    // The entries so far come in a task of their own.
    await new Promise((resolve) => setTimeout(resolve, 100));
    add(observer.takeRecords());
    observer.disconnect();
    return { sum, moved };
  });
}

/** Of an entry of the kind layout-shift; TypeScript's library does not have it. */
interface Shift {
  readonly hadRecentInput: boolean;
  readonly value: number;
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRect;
    readonly currentRect: DOMRect;
  }[];
}
