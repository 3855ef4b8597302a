import { markdownHtml } from './markdown-html.ts';

/** Markdown as HTML, apart from the page: some texts cost seconds for each kilobyte, or the whole stack. */
addEventListener('message', ({ data }: MessageEvent<string>) => {
  let html: string | null = null;
  try {
    html = markdownHtml(data);
  } catch {
    // Nested deeper than the stack: it has no form that can be shown.
  }
  postMessage(html);
});
