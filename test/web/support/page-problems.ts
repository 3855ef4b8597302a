import type { BrowserContext, Page, Request } from 'playwright-core';

/**
 * What no page may do, collected over the life of a browser context: errors and warnings on the console, exceptions,
 * requests that fail or go to another host, dialogs, and what the content security policy stopped.
 */
export class PageProblems {
  readonly #origin: string;
  readonly #found: string[] = [];
  readonly #expected: RegExp[] = [];

  private constructor(origin: string) {
    this.#origin = origin;
  }

  /** @param origin the server's; everything else is another host */
  static async watch(context: BrowserContext, origin: string): Promise<PageProblems> {
    const problems = new PageProblems(origin);
    context.on('page', (page) => problems.#watchPage(page));
    context.on('request', (request) => problems.#request(request));
    context.on('requestfailed', (request) => problems.#failed(request));
    await context.exposeBinding('reportViolation', (_source, what: string) =>
      problems.#add(`stopped by the content security policy: ${what}`),
    );
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        void Reflect.get(window, 'reportViolation')(`${violatedDirective} ${blockedURI}`);
      });
    });
    return problems;
  }

  /** Says that problems which match this are what the test is about. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** What was found and not expected. */
  unexpected(): string[] {
    return this.#found.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
  }

  #add(problem: string): void {
    this.#found.push(problem);
  }

  #watchPage(page: Page): void {
    page.on('console', (message) => {
      if (!['error', 'warning', 'assert'].includes(message.type())) return;
      this.#add(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#add(`exception: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#add('the page crashed'));
    page.on('dialog', (dialog) => {
      this.#add(`dialog: ${dialog.type()} ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  #request(request: Request): void {
    const { origin, protocol } = new URL(request.url());
    if (origin !== this.#origin && !['data:', 'blob:'].includes(protocol))
      this.#add(`request to another host: ${request.method()} ${request.url()}`);
  }

  #failed(request: Request): void {
    const reason = request.failure()?.errorText ?? 'no reason';
    // A page that is left, or a question that nobody waits for any more, ends its own requests.
    if (reason === 'net::ERR_ABORTED') return;
    this.#add(`request failed: ${request.method()} ${request.url()}: ${reason}`);
  }
}
