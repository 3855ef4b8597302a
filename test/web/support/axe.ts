import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is asked of every page: WCAG 2.2 level A and AA, and axe's own advice beyond it. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules of these that look at colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds on a page, one text for each rule: how bad it is, what it wants, and the elements that break it. */
export function accessibilityProblems(page: Page): Promise<string[]> {
  return problemsBy(page, TAGS);
}

/** What axe finds of colours only: all that another colour scheme can change. */
export function colourProblems(page: Page): Promise<string[]> {
  return problemsBy(page, COLOUR_RULES);
}

/** @param runOnly tags, or names of rules */
async function problemsBy(page: Page, runOnly: readonly string[]): Promise<string[]> {
  // Evaluated by the browser's debugger, which the content security policy does not stop.
  await page.evaluate(await SOURCE);
  const { violations } = await page.evaluate(
    (only): Promise<AxeResults> =>
      Reflect.get(window, 'axe').run(document, { runOnly: only, resultTypes: ['violations'] }),
    runOnly,
  );
  return violations.map(({ id, impact, help, nodes }) => {
    const examples = nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`);
    return [`${impact}: ${id}: ${help}: ${nodes.length} elements, such as`, ...examples].join('\n');
  });
}
