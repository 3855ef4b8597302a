import { describe, expect, it } from 'vitest';
import { markdownHtml } from '../../../../../src/web/pages/run/summary/markdown-html.ts';

describe('Markdown of a summary', () => {
  it('has the tables and strikethrough of GitHub', () => {
    expect(markdownHtml('| a | b |\n|--|--:|\n| 1 | ~~2~~ |')).toContain(
      '<td align="right"><del>2</del></td>',
    );
  });

  it('has task lists as text, without controls', () => {
    const html = markdownHtml('- [x] done\n- [ ] open');
    expect(html).toContain('☑ done');
    expect(html).toContain('☐ open');
    expect(html).not.toContain('<input');
  });

  it('keeps HTML for the cleaning that follows', () => {
    expect(markdownHtml('<details><summary>More</summary>\n\n**bold**\n\n</details>')).toContain(
      '<strong>bold</strong>',
    );
  });
});
