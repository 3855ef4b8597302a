import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is asked of every page: WCAG 2.2 level A and AA, and axe's own advice beyond it. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on a page, one text for each rule: how bad it is, what it wants, and the elements that break it. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // Evaluated by the browser's debugger, which the content security policy does not stop.
  await page.evaluate(await SOURCE);
  const { violations } = await page.evaluate(
    (tags): Promise<AxeResults> =>
      Reflect.get(window, 'axe').run(document, { runOnly: tags, resultTypes: ['violations'] }),
    TAGS,
  );
  return violations.map(({ id, impact, help, nodes }) => {
    const examples = nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`);
    return [`${impact}: ${id}: ${help}: ${nodes.length} elements, such as`, ...examples].join('\n');
  });
}
