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

/**
 * The sum of the page's layout shifts until now that no input caused (Chromium's layout instability; Web Vitals call
 * up to 0.1 good).
 */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let sum = 0;
    const add = (list: PerformanceEntryList): void => {
      for (const entry of list)
        if (Reflect.get(entry, 'hadRecentInput') !== true) sum += Number(Reflect.get(entry, 'value'));
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    // The entries so far come in a task of their own.
    await new Promise((resolve) => setTimeout(resolve, 100));
    add(observer.takeRecords());
    observer.disconnect();
    return sum;
  });
}
