/** The level of the heading that a summary stands below. */
const LEVEL_ABOVE = 3;
const LINK = /^(?:https?|mailto):/i;
const DATA_IMAGE = /^data:image\/(?:png|gif|jpeg|webp|avif|svg\+xml)[;,]/i;

/** Narrows what a summary may still do after it holds no code: its links, images, headings and wide parts. */
export function restrict(fragment: DocumentFragment): void {
  for (const image of fragment.querySelectorAll('img')) restrictImage(image);
  for (const link of fragment.querySelectorAll('a')) restrictLink(link);
  lowerHeadings([...fragment.querySelectorAll('h1, h2, h3, h4, h5, h6')]);
  for (const wide of fragment.querySelectorAll<HTMLElement>('pre, table')) makeScrollable(wide);
}

/** A link leads to the web or a mail program, in a tab of its own, which learns nothing of this page. */
function restrictLink(link: HTMLAnchorElement): void {
  if (!LINK.test(link.getAttribute('href')?.trim() ?? '')) {
    link.removeAttribute('href');
    return;
  }
  link.target = '_blank';
  link.rel = 'noopener noreferrer nofollow';
}

/** An image from elsewhere would tell its host who reads the page and when: a link stands in its place. */
function restrictImage(image: HTMLImageElement): void {
  const source = image.getAttribute('src')?.trim() ?? '';
  if (DATA_IMAGE.test(source) || isOwn(source)) {
    image.loading = 'lazy';
    return;
  }
  const text = image.alt || source || 'image';
  const inLink = image.closest('a') !== null;
  if (inLink || !LINK.test(source)) {
    image.replaceWith(text);
    return;
  }
  const link = document.createElement('a');
  link.href = source;
  link.textContent = text;
  image.replaceWith(link);
}

/** An image of this server, its badges for one, by its whole address; relative ones mean files of a repository. */
function isOwn(source: string): boolean {
  return URL.canParse(source) && new URL(source).origin === location.origin;
}

/**
 * A summary's headings stand below those of the page, without leaving out a level, as screen readers go by them; they
 * look as they were written.
 */
function lowerHeadings(headings: readonly Element[]): void {
  const above: number[] = [];
  for (const heading of headings) {
    const level = Number(heading.tagName.slice(1));
    while ((above.at(-1) ?? 0) >= level) above.pop();
    above.push(level);
    const lower = document.createElement(`h${Math.min(6, LEVEL_ABOVE + above.length)}`);
    lower.dataset['level'] = String(level);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
}

/** What is wider than the page scrolls by itself, by keyboard too. */
function makeScrollable(wide: HTMLElement): void {
  const box = document.createElement('div');
  box.dataset['scrolls'] = '';
  box.tabIndex = 0;
  box.role = 'group';
  box.ariaLabel = wide instanceof HTMLTableElement ? 'Table' : 'Code';
  wide.replaceWith(box);
  box.append(wide);
}
