import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietHtml } from '../../../../../src/web/pages/run/summary/quiet-html.ts';

/** What tags are made of, and the names that are renamed. */
const LETTERS = '<>/="\' abonstyle\n'.split('');

describe('HTML that the policy of the pages would report', () => {
  it('has its inline styles and event handlers renamed, however they are written', () => {
    expect(quietHtml('<p style="color:red" onclick=\'x()\' ONLOAD=x>a</p>')).toBe(
      '<p data-style="color:red" data-onclick=\'x()\' data-ONLOAD=x>a</p>',
    );
    expect(quietHtml('<img/onerror=x src=y>')).toBe('<img/data-onerror=x src=y>');
    expect(quietHtml('<a title=">" style=x>')).toBe('<a title=">" data-style=x>');
    expect(quietHtml('<p style\n=\n"x">')).toBe('<p data-style\n=\n"x">');
  });

  it('has its style sheets renamed to what is dropped with its contents', () => {
    expect(quietHtml('<STYLE>b{}</style >')).toBe('<xmp>b{}</xmp >');
  });

  it('has its base address renamed to what is dropped', () => {
    expect(quietHtml('<base href="http://evil.example/">')).toBe('<wbr href="http://evil.example/">');
  });

  it('leaves text, values and names alone that only look like it', () => {
    const html =
      '<p title="style=1 onclick=2">say style=1 &lt;b style=2&gt; 1 < 2 "quoted" isn\'t</p><b data-style=1>';
    expect(quietHtml(html)).toBe(html);
  });

  it('keeps what is cut off, and comments', () => {
    for (const html of ['<p title="', '<', '<<<p', '<p "', "'", '</', '<!-- style= -->']) {
      expect(quietHtml(html)).toBe(html);
    }
    expect(quietHtml('<p style="')).toBe('<p data-style="');
  });

  it('ends for any text and adds nothing but its marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...LETTERS) }), (html) => {
        expect(
          quietHtml(html)
            .replaceAll('data-', '')
            .replaceAll('xmp', 'style')
            .replaceAll('wbr', 'base')
            .toLowerCase(),
        ).toBe(html);
      }),
    );
  });
});
