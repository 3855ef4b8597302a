import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is asked of every page: WCAG 2.2 level A and AA, and axe's own advice beyond it. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on a page, one line for each element: the rule, how bad it is, where, and why. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // Evaluated by the browser's debugger, which the content security policy does not stop.
  await page.evaluate(await SOURCE);
  const { violations } = await page.evaluate(
    (tags): Promise<AxeResults> =>
      Reflect.get(window, 'axe').run(document, { runOnly: tags, resultTypes: ['violations'] }),
    TAGS,
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      ({ target, failureSummary, html }) =>
        `${impact}: ${id}: ${target.join(' ')}: ${html.slice(0, 200)}: ${failureSummary ?? ''}`,
    ),
  );
}
