/** Milliseconds that a text may cost; one that a person wrote costs a few. */
const MOST_MS = 4_000;
/** Texts whose HTML is remembered. */
const MOST_KNOWN = 300;

const known = new Map<string, Promise<string | null>>();
let worker: Worker | null = null;
let last: Promise<unknown> = Promise.resolve();

/**
 * Markdown as HTML of its author: `cleanHtml` comes next. It is made in a worker, one text after the other, so that
 * no text holds up the page.
 * @returns the same promise for the same text; null where it costs too much
 */
export function renderedHtml(markdown: string): Promise<string | null> {
  const before = known.get(markdown);
  if (before !== undefined) return before;
  const html = last.then(() => render(markdown));
  last = html;
  known.set(markdown, html);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KNOWN) break;
    known.delete(oldest);
  }
  return html;
}

/** Never rejects. */
function render(markdown: string): Promise<string | null> {
  worker ??= new Worker(new URL('./markdown-worker.ts', import.meta.url), { type: 'module' });
  const asked = worker;
  return new Promise((resolve) => {
    const over = new AbortController();
    const finish = (html: string | null): void => {
      over.abort();
      clearTimeout(timer);
      resolve(html);
    };
    const giveUp = (): void => {
      asked.terminate();
      worker = null;
      finish(null);
    };
    const timer = setTimeout(giveUp, MOST_MS);
    asked.addEventListener('error', giveUp, { signal: over.signal });
    asked.addEventListener('message', ({ data }: MessageEvent<string | null>) => finish(data), {
      signal: over.signal,
    });
    // A worker has no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    asked.postMessage(markdown);
  });
}
