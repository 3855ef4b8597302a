import { expect } from 'vitest';
import { PAGES } from './scene/pages.ts';
import { it } from './scene/scene-test.ts';
import { addresses } from './support/addresses.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { layoutShift } from './support/layout.ts';
import { countBytes, slowNetwork } from './support/network.ts';

/** Of the first page, in bytes over the network. */
const HEAVIEST = 200 * 1024;
/** A fifth of what Web Vitals call good. */
const MOST_SHIFT = 0.02;

describeInChromium('How pages come', () => {
  it('the first one weighs less than 200 KB', async ({ visit, scene }) => {
    const visitor = await visit();
    const bytes = await countBytes(visitor.page);
    await visitor.open(addresses.runs());
    await visitor.page.getByText(scene.failed.display_title).first().waitFor();
    expect(bytes()).toBeGreaterThan(10_000);
    expect(bytes()).toBeLessThan(HEAVIEST);
  });

  it.for(Object.entries(PAGES))(
    '%s: nothing jumps on a slow network',
    async ([, address], { visit, scene }) => {
      for (const width of [1280, 380]) {
        const visitor = await visit({ width, reducedMotion: 'no-preference' });
        await slowNetwork(visitor.page);
        await visitor.open(address(scene));
        const { sum, moved } = await layoutShift(visitor.page);
        expect(sum, `${width} pixels wide:\n${moved.join('\n')}`).toBeLessThan(MOST_SHIFT);
      }
    },
  );

  it('with a policy that allows nothing inline and nothing from elsewhere', async ({
    scene,
    installation,
  }) => {
    for (const address of Object.values(PAGES)) {
      const answer = await fetch(installation.server.url + address(scene));
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe|http|\*/);
    }
  });
});
