import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Stops of Tab after which what is looked for is taken to be out of reach. */
const MOST_STOPS = 120;

/** What has the focus. */
interface FocusStop {
  /** As HTML, cut. */
  readonly html: string;
  /** What is wrong with how the focus is shown; empty: nothing. */
  readonly problems: readonly string[];
}

/** What has the focus; null: the page has lost it, it begins at the top again. */
async function focusStop(page: Page): Promise<FocusStop | null> {
  const stop = await focusNow(page);
  if (stop?.problems.length === 0) return stop;
  // Once the page has drawn itself: one that follows something that grows stops once the focus is elsewhere.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  return focusNow(page);
}

function focusNow(page: Page): Promise<FocusStop | null> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body || element === document.documentElement) return null;
    const problems: string[] = [];
    // A heading has the focus for screen readers only, when its page comes: nothing can be done with it.
    if (element.tagName === 'H1') return { html: element.outerHTML, problems };
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0) problems.push('has no size');
    if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight)
      problems.push('is out of sight');
    const drawsOutline = (on: Element, part?: string): boolean => {
      const { outlineStyle, outlineWidth, content } = getComputedStyle(on, part);
      return outlineStyle !== 'none' && outlineWidth !== '0px' && (part === undefined || content !== 'none');
    };
    // Around what it belongs to, where it is a part of one control: the field of a search box.
    const around = element.parentElement;
    const isDrawn =
      drawsOutline(element) ||
      ['::before', '::after'].some((part) => drawsOutline(element, part)) ||
      (around !== null && drawsOutline(around));
    if (!isDrawn) problems.push('shows no focus');
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

/** What is wrong with the stops of Tab from the page's beginning on, of so many at most. */
export async function tabStopProblems(page: Page, most = 60): Promise<string[]> {
  const problems: string[] = [];
  for (let stops = 0; stops < most; stops += 1) {
    await page.keyboard.press('Tab');
    const stop = await focusStop(page);
    if (stop === null) {
      if (stops === 0) problems.push('Tab reaches nothing');
      break;
    }
    for (const problem of stop.problems) problems.push(`Tab: ${problem}: ${stop.html}`);
  }
  return problems;
}
