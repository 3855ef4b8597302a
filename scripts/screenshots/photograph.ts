import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Scene } from '../../test/web/scene/scene.ts';
import type { Installation } from '../../test/web/support/installation.ts';
import type { Shot } from './shots.ts';

/** Bytes that a picture may have: they are part of the repository for ever. */
const MOST_BYTES = 250 * 1024;

/**
 * Takes one page, light and dark, as somebody who signed in sees it.
 * @throws where a picture is too large to be kept
 */
export async function photograph(
  browser: Browser,
  installation: Installation,
  scene: Scene,
  { name, address, width = 1280 }: Shot,
  folder: string,
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'UTC',
    });
    // A page that signs nobody in looks otherwise to somebody who is signed in.
    if (name !== 'sign-in') await context.request.get(await installation.signInLink(), { maxRedirects: 0 });
    const page = await context.newPage();
    await page.goto(installation.server.url + address(scene));
    await page.locator('main h1').first().waitFor();
    await page.locator('main [aria-label^="Loading"]:visible').first().waitFor({ state: 'hidden' });
    await hideFolders(page);
    const file = join(folder, `${name}-${colorScheme}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    await context.close();
    const { size } = await stat(file);
    if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes; at most ${MOST_BYTES} are kept.`);
    process.stdout.write(`${file} (${Math.ceil(size / 1024)} KB)\n`);
  }
}

/** Where the scene's repositories lie on this machine is nobody's business. */
async function hideFolders(page: Page): Promise<void> {
  await page.getByText(tmpdir()).evaluateAll((elements, folder) => {
    for (const element of elements) {
      const [before, after] = (element.textContent ?? '').split(folder);
      element.textContent = `${before}/srv/git/${after?.split('/').slice(2).join('/')}`;
    }
  }, tmpdir());
}
