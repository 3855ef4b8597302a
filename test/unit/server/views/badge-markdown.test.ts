import { describe, expect, it } from 'vitest';
import { badgeMarkdown } from '../../../../src/server/views/index.ts';

const BADGE = 'http://127.0.0.1:4000/badge/octo/widgets/ci.yml.svg';
const PAGE = 'http://127.0.0.1:4000/?repository=octo%2Fwidgets';

describe('a badge to copy', () => {
  it('is an image with a link, under the name of the workflow', () => {
    expect(badgeMarkdown('CI', BADGE, PAGE)).toBe(`[![CI](${BADGE})](${PAGE})`);
  });

  it.each([
    ['.runbook/ci.yml', '.runbook/ci.yml'],
    ['a](http://evil.example) [b', 'a\\](http://evil.example) \\[b'],
    ['*bold* _x_ `code` ~no~', '\\*bold\\* \\_x\\_ \\`code\\` \\~no\\~'],
    ['<img src=x> &lt;', '\\<img src=x\\> \\&lt;'],
    ['back\\slash', 'back\\\\slash'],
    ['![x', '\\!\\[x'],
    ['two\n\nparagraphs', 'two paragraphs'],
  ])('shows the name %j as it is', (name, text) => {
    expect(badgeMarkdown(name, BADGE, PAGE)).toBe(`[![${text}](${BADGE})](${PAGE})`);
  });

  it('has addresses that do not end early', () => {
    expect(badgeMarkdown('CI', `${BADGE}?a=(b)`, `${PAGE}&c=)`)).toBe(
      `[![CI](${BADGE}?a=%28b%29)](${PAGE}&c=%29)`,
    );
  });
});
