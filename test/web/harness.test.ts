import { describe, expect } from 'vitest';
import { it } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';

describeInChromium('What a visit notices', () => {
  describe('each of these is a failure at its end', () => {
    const deeds: readonly [string, () => unknown, RegExp][] = [
      ['an error on the console', () => console.error('it broke'), /^console error: it broke/],
      ['a warning on the console', () => console.warn('beware'), /^console warning: beware/],
      ['an exception', () => setTimeout(() => undefinedFunction()), /^exception: .*undefinedFunction/],
      ['a dialog', () => alert('script ran'), /^dialog: alert script ran/],
      [
        'a request to another host',
        () => void fetch('http://ci.example.com/x').catch(() => undefined),
        /^request to another host: GET http:\/\/ci\.example\.com\/x|content security policy/,
      ],
      [
        'something that the content security policy stops',
        () => document.head.append(Object.assign(document.createElement('style'), { textContent: 'b{}' })),
        /^stopped by the content security policy: style-src/,
      ],
    ];
    it.for(deeds)('%s', async ([, deed, problem], { visit, installation }) => {
      const { page, problems } = await visit();
      await page.goto(installation.server.url);
      await page.evaluate(deed);
      await expect.poll(() => problems.unexpected().some((one) => problem.test(one))).toBe(true);
      problems.expect(/./);
    });
  });

  it('finds nothing to say of the first page', async ({ visit, installation }) => {
    const { page, problems } = await visit();
    await page.goto(installation.server.url);
    expect(problems.unexpected()).toEqual([]);
  });
});

/** Only a name: it exists nowhere in the browser. */
declare function undefinedFunction(): void;
