import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Stops of Tab after which what is looked for is taken to be out of reach. */
const MOST_STOPS = 120;

/** What has the focus. */
export interface FocusStop {
  /** As HTML, cut. */
  readonly html: string;
  /** What is wrong with how the focus is shown; empty: nothing. */
  readonly problems: readonly string[];
}

/** What has the focus now; null: the page has lost it, it begins at the top again. */
export function focusStop(page: Page): Promise<FocusStop | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body || element === document.documentElement) return null;
    const problems: string[] = [];
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0) problems.push('has no size');
    if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight)
      problems.push('is out of sight');
    const isDrawn = [null, '::before', '::after'].some((part) => {
      const { outlineStyle, outlineWidth, content } = getComputedStyle(element, part);
      return outlineStyle !== 'none' && outlineWidth !== '0px' && (part === null || content !== 'none');
    });
    // A heading has the focus for screen readers only, as nothing can be done with it.
    if (!isDrawn && element.tagName !== 'H1') problems.push('shows no focus');
    return { html: element.outerHTML.slice(0, 160), problems };
  });
}

/** Expects that something has the focus, and shows it. */
export async function expectFocus(page: Page): Promise<void> {
  const stop = await focusStop(page);
  expect(stop, 'The focus is lost.').not.toBeNull();
  expect(stop?.problems, stop?.html).toEqual([]);
}

/** Presses Tab until this has the focus; each stop on the way must show that it has it. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const page = target.page();
  const stops: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    const at = await focusStop(page);
    // Past the last one the browser's own controls come.
    if (at !== null) expect(at.problems, at.html).toEqual([]);
    if (await target.evaluate((element) => element === document.activeElement)) return;
    stops.push(at?.html ?? '(outside of the page)');
  }
  throw new Error(`Tab does not reach ${target.toString()}:\n${stops.join('\n')}`);
}

/** All stops of Tab from where the focus is until it leaves the page, at most so many. */
export async function tabStops(page: Page, most = MOST_STOPS): Promise<FocusStop[]> {
  const stops: FocusStop[] = [];
  while (stops.length < most) {
    await page.keyboard.press('Tab');
    const stop = await focusStop(page);
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}
