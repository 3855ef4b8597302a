import type { Page } from 'playwright-core';

/** Roles that something can be done with. */
const CONTROLS = new Set([
  'button',
  'link',
  'textbox',
  'searchbox',
  'combobox',
  'listbox',
  'checkbox',
  'radio',
  'spinbutton',
  'switch',
  'slider',
  'menuitem',
  'tab',
  'DisclosureTriangle',
]);

/** What a screen reader misses on a page: landmarks, one heading above all, a title, a name of each control. */
export async function namingProblems(page: Page): Promise<string[]> {
  const problems: string[] = [];
  const counts: readonly (readonly [what: string, count: number])[] = [
    ['banners', await page.getByRole('banner').count()],
    ['main parts', await page.getByRole('main').count()],
    ['main navigations', await page.getByRole('navigation', { name: 'Main' }).count()],
    ['headings of level 1', await page.getByRole('heading', { level: 1, name: /\w/ }).count()],
  ];
  for (const [what, count] of counts) if (count !== 1) problems.push(`${count} ${what} in place of one`);
  if (!/^\S.* · Runbook$/.test(await page.title())) problems.push(`The title is "${await page.title()}"`);
  const nameless = (await controls(page)).filter(({ name }) => name === '');
  return [...problems, ...nameless.map(({ role }) => `A ${role} has no name`)];
}

interface Spoken {
  readonly role: string;
  readonly name: string;
}

/** The controls of a page as Chromium tells screen readers of them. */
async function controls(page: Page): Promise<Spoken[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => ({ role: String(role?.value), name: String(name?.value ?? '').trim() }))
    .filter(({ role }) => CONTROLS.has(role));
}

/** Something that was said without anybody having asked. */
export interface Announcement {
  readonly text: string;
  readonly isAssertive: boolean;
}

/**
 * Collects what the page's live regions say from now on: each change of the text of one, as screen readers read them.
 * Call it before the page is opened.
 */
export async function collectAnnouncements(page: Page): Promise<() => readonly Announcement[]> {
  const said: Announcement[] = [];
  await page.exposeBinding('announce', (_source, announcement: Announcement) => said.push(announcement));
  await page.addInitScript(() => {
    const regions =
      '[role="status"], [role="alert"], [role="log"], [aria-live="polite"], [aria-live="assertive"]';
    const before = new WeakMap<Element, string>();
    const read = (region: Element): void => {
      const text = (region.getAttribute('aria-label') ?? '') + (region.textContent ?? '').trim();
      if (text === '' || before.get(region) === text || region.getAttribute('aria-live') === 'off') return;
      before.set(region, text);
      const isAssertive = region.matches('[role="alert"], [aria-live="assertive"]');
      void Reflect.get(window, 'announce')({ text, isAssertive });
    };
    new MutationObserver((changes) => {
      const touched = new Set<Element>();
      for (const { target, addedNodes } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(regions) ?? null;
        if (region !== null) touched.add(region);
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          if (node.matches(regions)) touched.add(node);
          for (const inner of node.querySelectorAll(regions)) touched.add(inner);
        }
      }
      for (const region of touched) read(region);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return () => said;
}
