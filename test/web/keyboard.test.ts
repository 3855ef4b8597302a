import { expect } from 'vitest';
import { it } from './scene/scene-test.ts';
import { addresses } from './support/addresses.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { expectFocus, tabTo } from './support/keyboard.ts';

describeInChromium('By keyboard alone', () => {
  it('one gets from the list of runs to the line that failed, copies its address, and goes back', async ({
    visit,
    scene,
  }) => {
    const visitor = await visit();
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await visitor.open(addresses.runs());
    const { keyboard } = page;
    const title = scene.failed.display_title;

    await keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the content' });
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
    await expectFocus(page);
    await keyboard.press('Enter');
    await tabTo(page.getByRole('link', { name: title }));
    await keyboard.press('Enter');

    const heading = page.getByRole('heading', { level: 1, name: title });
    await heading.waitFor();
    await expect.poll(() => heading.evaluate((one) => one === document.activeElement)).toBe(true);
    await tabTo(page.getByRole('link', { name: /log at the failure/i }));
    await keyboard.press('Enter');

    await page.waitForURL(/\/jobs\/\d+#step:3:\d+$/);
    await visitor.loaded();
    await page.getByText('expected 90.00, received 81.00').first().waitFor();
    await expectFocus(page);
    const address = page.url();
    const copy = page.getByRole('button', { name: /copy.*link/i }).first();
    await tabTo(copy);
    await keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(address);
    await expectFocus(page);

    // Alt and an arrow, which the browser's window takes; this one has none.
    await page.goBack();
    await heading.waitFor();
    await expectFocus(page);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
    await expectFocus(page);
  });

  it('one answers a question, whose focus stays inside it and goes back to where it was', async ({
    visit,
    scene,
  }) => {
    const page = await (await visit({ signedIn: true })).open(addresses.run(scene.running.id));
    const { keyboard } = page;
    const cancel = page.getByRole('button', { name: /^cancel/i });
    await tabTo(cancel);
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    const isInside = (): Promise<boolean> =>
      dialog.evaluate((element) => element.contains(document.activeElement));
    expect(await isInside()).toBe(true);
    await expectFocus(page);
    for (let stop = 0; stop < 6; stop += 1) {
      await keyboard.press('Tab');
      // Between the last control and the first one are the browser's own.
      if (await page.evaluate(() => document.activeElement !== document.body))
        expect(await isInside()).toBe(true);
    }
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await cancel.evaluate((element) => element === document.activeElement)).toBe(true);
    await expectFocus(page);
  });
});
