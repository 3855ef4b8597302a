import { expect, onTestFinished } from 'vitest';
import { launchChromium } from '../../scripts/chromium/launch-chromium.mjs';
import type { RepositoryListShape, SessionShape } from '../../src/server/shapes/index.ts';
import { addresses } from './support/addresses.ts';
import { it } from './support/browser-test.ts';
import { chromiumPath, describeInChromium } from './support/describe-in-chromium.ts';
import { OtherSite } from './support/other-site.ts';
import type { Visitor } from './support/visitor.ts';

describeInChromium('Who a browser is to the server', () => {
  it('is somebody after the link was opened, and nobody where another opened it first', async ({
    visit,
    installation,
  }) => {
    const link = await installation.signInLink();
    const first = await visit();
    await first.page.goto(link);
    expect(first.page.url()).toBe(`${installation.server.url}/`);
    const [cookie] = await first.context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(await sessionSeenBy(first)).toEqual({ signed_in: true, can_read: true, can_change: true });

    const second = await visit();
    await second.page.goto(link);
    expect(second.page.url()).toBe(`${installation.server.url}/sign-in?problem=used`);
    expect(await second.context.cookies()).toEqual([]);
    expect(await sessionSeenBy(second)).toMatchObject({ signed_in: false, can_change: false });
  });

  it('goes in by the token and out again by keyboard, and its focus is never lost', async ({
    visit,
    installation,
  }) => {
    const visitor = await visit();
    const page = await visitor.open(addresses.signIn());
    const heading = page.getByRole('heading', { level: 1 });
    const expectFocus = (): Promise<void> =>
      expect.poll(() => heading.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.getByRole('textbox', { name: 'Token' }).fill(await installation.server.token());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Signed in', exact: true }).waitFor();
    await expectFocus();
    await page.getByRole('button', { name: 'Sign out' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    await expectFocus();
    expect(await sessionSeenBy(visitor)).toMatchObject({ signed_in: false });
  });

  it('stays who it is when the person comes by a link on another site', async ({ visit, installation }) => {
    const visitor = await visit({ signedIn: true });
    const site = await otherSite(`<a href="${installation.server.url}/repositories">The repositories</a>`);
    visitor.problems.expect(/^request to another host: GET http:\/\/localhost/);
    await visitor.page.goto(site.at('localhost'));
    await visitor.page.getByRole('link').click();
    await visitor.page.locator('main h1').waitFor();
    expect(await sessionSeenBy(visitor)).toMatchObject({ signed_in: true });
  });

  // The same site on another port gets the cookie sent along: there it is the server that must refuse.
  it.for(['127.0.0.1', 'localhost'] as const)(
    'is not borrowed by a page of another port or site, at %s',
    async (name, { visit, installation }) => {
      const visitor = await visit({ signedIn: true });
      const site = await otherSite('');
      visitor.problems.expect(/./);
      await visitor.page.goto(site.at(name));
      const read = await visitor.page.evaluate(async (server) => {
        const repository = JSON.stringify({ full_name: 'evil/taken', url: 'https://evil.example/taken.git' });
        const attempts: readonly (readonly [string, RequestInit])[] = [
          // A form's type needs no permission from the server beforehand.
          ['/api/repositories', { method: 'POST', body: repository, mode: 'no-cors' }],
          ['/api/repositories', { method: 'POST', body: repository }],
          ['/api/sign-in-links', { method: 'POST', mode: 'no-cors' }],
          ['/api/session', { method: 'DELETE' }],
          ['/api/runs', { mode: 'no-cors' }],
          ['/api/runs', {}],
        ];
        const texts: string[] = [];
        for (const [path, init] of attempts) {
          const answer = await fetch(server + path, { credentials: 'include', ...init }).catch(() => null);
          texts.push((await answer?.text()) ?? '');
        }
        return texts.join('');
      }, installation.server.url);
      expect(read).toBe('');
      await visitor.page.setContent(
        `<form method="post" enctype="text/plain" action="${installation.server.url}/api/sign-in-links">` +
          '<button>Win</button></form>',
      );
      const answer = visitor.page.waitForResponse((one) => one.url().endsWith('/api/sign-in-links'));
      await visitor.page.getByRole('button').click();
      expect((await answer).status()).toBe(403);

      expect((await installation.get<RepositoryListShape>('/api/repositories')).repositories).toEqual([]);
      await visitor.page.goto(installation.server.url);
      expect(await sessionSeenBy(visitor)).toMatchObject({ signed_in: true });
    },
  );

  it('is nobody under a name that was made to lead to the server', async ({ installation }) => {
    const browser = await launchChromium(chromiumPath(), ['evil.example']);
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const { port } = new URL(installation.server.url);
    const path = new URL(await installation.signInLink()).pathname;
    for (const one of ['/', '/sign-in', path, '/api/runs', '/api/session']) {
      expect((await page.goto(`http://evil.example:${port}${one}`))?.status(), one).toBe(403);
    }
    const statuses = await page.evaluate(async () => {
      const read = await fetch('/api/runs');
      const change = await fetch('/api/sign-in-links', { method: 'POST' });
      return [read.status, change.status];
    });
    expect(statuses).toEqual([403, 403]);
  });
});

function sessionSeenBy({ page }: Visitor): Promise<SessionShape> {
  return page.evaluate(async () => (await fetch('/api/session')).json());
}

async function otherSite(html: string): Promise<OtherSite> {
  const site = await OtherSite.start(html);
  onTestFinished(() => site.stop());
  return site;
}
