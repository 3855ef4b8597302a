import type { Locator, Page } from 'playwright-core';

/** The row of the run with this title. */
export function row(page: Page, title: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) });
}

/** The links of the titles, from the top. */
function links(page: Page): Locator {
  return page.getByRole('rowheader').locator('a:first-child');
}

/** Titles of the rows, from the top. */
export function titles(page: Page): Promise<string[]> {
  return links(page).allTextContents();
}

/** Addresses of the runs of the rows, from the top. */
export function runAddresses(page: Page): Promise<(string | null)[]> {
  return links(page).evaluateAll((all) => all.map((link) => link.getAttribute('href')));
}

/** The line that says how many runs there are. */
export function count(page: Page, text: string): Locator {
  return page.getByRole('main').getByRole('paragraph').filter({ hasText: text });
}

/** The query of the page's address. */
export function search(page: Page): string {
  return new URL(page.url()).search;
}
