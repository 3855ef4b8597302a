import { Marked } from 'marked';

const marked = new Marked({
  gfm: true,
  async: false,
  renderer: {
    // A control that does nothing would only be in the way.
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/** GitHub's Markdown as HTML. It may hold any HTML of its author: `cleanHtml` comes next. */
export function markdownHtml(markdown: string): string {
  return marked.parse(markdown, { async: false });
}
