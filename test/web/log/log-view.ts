import type { Locator, Page } from 'playwright-core';

/** What a person sees of a log page. */
export class LogView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The button that opens and closes a step. */
  step(name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`\\d ?${name}`) });
  }

  /** The rows of the log of a step. */
  rows(step: number): Locator {
    return this.page.getByRole('region', { name: `Log of step ${step},` }).locator('[data-line]');
  }

  /** The number of a line, a link. */
  number(line: number): Locator {
    return this.page.getByRole('link', { name: `Line ${line}`, exact: true });
  }

  /** What a line says. @param step needed where more than one is open */
  text(line: number, step?: number): Locator {
    const within =
      step === undefined ? this.page : this.page.getByRole('region', { name: `Log of step ${step},` });
    return within.locator(`[data-line="${line}"] [data-text]`);
  }

  /** The numbers of the lines that are selected. */
  async selected(): Promise<number[]> {
    const rows = await this.page.locator('[data-selected]').all();
    return Promise.all(rows.map(async (row) => Number(await row.getAttribute('data-line'))));
  }

  /** The numbers of the lines that are really in the window, below what stays at its upper edge. */
  inWindow(): Promise<number[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-line]')]
        .filter((row) => {
          const { top, bottom, left } = row.getBoundingClientRect();
          const seen = document.elementFromPoint(left + 60, (top + bottom) / 2);
          return seen !== null && row.contains(seen);
        })
        .map((row) => Number(row.dataset['line'])),
    );
  }

  /** The fragment of the page's address. */
  fragment(): string {
    return new URL(this.page.url()).hash;
  }

  /** Turns the wheel over the log. */
  async wheel(pixels: number): Promise<void> {
    await this.page.mouse.move(600, 500);
    await this.page.mouse.wheel(0, pixels);
  }
}
