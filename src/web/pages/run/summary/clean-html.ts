import DOMPurify from 'dompurify';
import { quietHtml } from './quiet-html.ts';
import { restrict } from './restrict.ts';

/** What GitHub shows of HTML in Markdown, without what loads, acts, styles or names anything. */
const TAGS = [
  'h1 h2 h3 h4 h5 h6 p br hr div span blockquote pre code',
  'ul ol li dl dt dd details summary',
  'table caption thead tbody tfoot tr th td',
  'a img b strong i em u s del ins sub sup kbd samp var tt q',
].flatMap((names) => names.split(' '));
const ATTRIBUTES = 'href src alt title width height align colspan rowspan start reversed open'.split(' ');

/**
 * Makes HTML that a job wrote safe to show: nobody who can write a summary may run a script, load something from
 * elsewhere, or make the page look or act other than it does.
 */
export function cleanHtml(html: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(quietHtml(html), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  restrict(fragment);
  return fragment;
}
