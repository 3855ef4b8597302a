import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Installation } from './installation.ts';
import { PageProblems } from './page-problems.ts';

/** How a visitor sees the pages. */
export interface VisitorOptions {
  /** Of the window in CSS pixels; default 1280. */
  readonly width?: number;
  /** Default 800. */
  readonly height?: number;
  /** Default light. */
  readonly colorScheme?: 'light' | 'dark';
  /** Default reduce: a test does not wait for a movement. */
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** Whether they signed in by a link; default false. */
  readonly signedIn?: boolean;
}

/** Somebody with a browser profile of their own: one page to begin with, and everything that went wrong on it. */
export class Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: PageProblems;
  readonly #origin: string;

  private constructor(page: Page, problems: PageProblems, origin: string) {
    this.page = page;
    this.context = page.context();
    this.problems = problems;
    this.#origin = origin;
  }

  static async come(
    browser: Browser,
    installation: Installation,
    options: VisitorOptions = {},
  ): Promise<Visitor> {
    const { width = 1280, height = 800, colorScheme = 'light', reducedMotion = 'reduce' } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      reducedMotion,
      locale: 'en-GB',
      timezoneId: 'UTC',
    });
    context.setDefaultTimeout(60_000);
    const origin = new URL(installation.server.url).origin;
    const problems = await PageProblems.watch(context, origin);
    const visitor = new Visitor(await context.newPage(), problems, origin);
    // The link's answer sets the cookie; the page that it leads to is not needed.
    if (options.signedIn === true)
      await context.request.get(await installation.signInLink(), { maxRedirects: 0 });
    return visitor;
  }

  /** Opens an address of addresses.ts as a link from elsewhere would, and waits until the page has what it shows. */
  async open(address: string): Promise<Page> {
    await this.page.goto(this.#origin + address);
    await this.loaded();
    return this.page;
  }

  /** Waits until the page has a heading and nothing on it is a placeholder. */
  async loaded(): Promise<void> {
    // While the code of another page comes, the one before is still there, unseen.
    await this.page.locator('main h1:visible').first().waitFor();
    await expect.poll(() => this.page.locator('main [aria-label^="Loading"]:visible').count()).toBe(0);
  }

  /** Closes all pages; throws where one of them had a problem that the test did not expect. */
  async leave(): Promise<void> {
    await this.context.close();
    const problems = this.problems.unexpected();
    expect(problems, problems.join('\n')).toEqual([]);
  }
}
