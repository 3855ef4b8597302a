import { expect } from 'vitest';
import { PAGES } from './scene/pages.ts';
import { it } from './scene/scene-test.ts';
import { addresses } from './support/addresses.ts';
import { accessibilityProblems, colourProblems } from './support/axe.ts';
import { it as itOnNewServer } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { tabStopProblems } from './support/keyboard.ts';
import { horizontalOverflow } from './support/layout.ts';
import { namingProblems } from './support/screen-reader.ts';
import type { Visitor } from './support/visitor.ts';

const WIDTHS = [1280, 380];
/** Pages that show something else while there is nothing. */
const EMPTY = [addresses.runs(), addresses.repositories(), addresses.deliveries(), addresses.workers()];

/** What is wrong with the page that is shown: sideways scrolling, colours light and dark, names, the way of the focus. */
async function problemsOf({ page }: Visitor): Promise<string[]> {
  const problems = [...(await horizontalOverflow(page)), ...(await namingProblems(page))];
  problems.push(...(await accessibilityProblems(page)));
  await page.emulateMedia({ colorScheme: 'dark' });
  problems.push(...(await colourProblems(page)).map((problem) => `dark: ${problem}`));
  return [...problems, ...(await tabStopProblems(page))];
}

async function expectNoProblems(visitor: Visitor, what: string): Promise<void> {
  const problems = await problemsOf(visitor);
  expect(problems, `${what}:\n${problems.join('\n')}`).toEqual([]);
}

describeInChromium(
  'Accessible, by keyboard, to a screen reader, light and dark, and as wide as the window',
  () => {
    it.for(Object.entries(PAGES))('%s', async ([, address], { visit, scene }) => {
      for (const width of WIDTHS) {
        const visitor = await visit({ width, signedIn: true });
        await visitor.open(address(scene));
        await expectNoProblems(visitor, `${width} pixels wide`);
      }
    });

    itOnNewServer.for(EMPTY)('%s of a new server', async (address, { visit }) => {
      for (const width of WIDTHS) {
        const visitor = await visit({ width });
        await visitor.open(address);
        await expectNoProblems(visitor, `${width} pixels wide`);
      }
    });
  },
);
