import { expect } from 'vitest';
import { addresses } from './support/addresses.ts';
import { accessibilityProblems } from './support/axe.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { horizontalOverflow } from './support/layout.ts';
import type { Visitor } from './support/visitor.ts';
import { it as itOnNewServer } from './support/browser-test.ts';
import { PAGES } from './scene/pages.ts';
import { it } from './scene/scene-test.ts';

const WIDTHS = [1280, 380];
/** Pages that show something else while there is nothing. */
const EMPTY = [addresses.runs(), addresses.repositories(), addresses.deliveries(), addresses.workers()];

/** What is wrong with the page that is shown, light and dark. */
async function problemsOf({ page }: Visitor): Promise<string[]> {
  const problems = await horizontalOverflow(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    problems.push(...(await accessibilityProblems(page)).map((problem) => `${colorScheme}: ${problem}`));
  }
  return problems;
}

describeInChromium('Accessible, light and dark, and as wide as the window, on a phone, too', () => {
  it.for(Object.entries(PAGES))('%s', async ([, address], { visit, scene }) => {
    for (const width of WIDTHS) {
      const visitor = await visit({ width, signedIn: true });
      await visitor.open(address(scene));
      const problems = await problemsOf(visitor);
      expect(problems, `${width} pixels wide:\n${problems.join('\n')}`).toEqual([]);
    }
  });

  itOnNewServer.for(EMPTY)('%s of a new server', async (address, { visit }) => {
    for (const width of WIDTHS) {
      const visitor = await visit({ width });
      await visitor.open(address);
      const problems = await problemsOf(visitor);
      expect(problems, `${width} pixels wide:\n${problems.join('\n')}`).toEqual([]);
    }
  });
});
