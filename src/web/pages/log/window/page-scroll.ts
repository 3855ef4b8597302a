/** Where this code has scrolled the page to last; all else is a person's scrolling. */
let ownScroll = Number.NaN;

/** Scrolls the page by so many pixels, at once. */
export function scrollPageBy(pixels: number): void {
  if (Math.abs(pixels) >= 0.5) window.scrollTo({ top: window.scrollY + pixels, behavior: 'instant' });
  ownScroll = window.scrollY;
}

/** Whether the page is where this code has put it. */
export function isOwnScroll(): boolean {
  return Math.abs(window.scrollY - ownScroll) < 1.5;
}
