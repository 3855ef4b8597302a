import { isOwnScroll, scrollPageBy } from './page-scroll.ts';
import type { MeasuredHeights, RowHeights } from './row-heights.ts';
import {
  positionOf,
  restingPlace,
  shiftAfter,
  type Track,
  trackOf,
  type TrackPlace,
} from './scaled-scroll.ts';

/** The rows that are drawn: `first` to before `end`, the first one `top` pixels below the begin of the track. */
export interface DrawnRows {
  readonly first: number;
  readonly end: number;
  readonly top: number;
}

/** Pixels that a log takes in the page at most: where more is laid out, browsers lose precision, and then the rest. */
export const MOST_PIXELS = 4_000_000;
/** Pixels above and below the view that are drawn, too. */
const AROUND = 300;
/** Milliseconds without scrolling that count as rest, for browsers that do not tell. */
const REST_MS = 150;

/** Pixels between a line that keys went to and the edge of the view. */
const EDGE_SPACE = 40;
/** Pixels that stay free below the last line where the end is shown. */
const END_SPACE = 48;

const NOTHING: DrawnRows = { first: 0, end: 0, top: 0 };

/** Which rows of a log lie in the window, while the page is scrolled. It sets the height of its element, no more. */
export class LogWindow {
  readonly #listeners = new Set<() => void>();
  #element: HTMLElement | null = null;
  #heights: RowHeights | null = null;
  #track: Track = trackOf(0, MOST_PIXELS);
  #place: TrackPlace = { position: 0, shift: 0 };
  /** A row that stays where it was put. */
  #pinned: { readonly row: number; readonly below: number } | null = null;
  #isFollowed = false;
  #drawn: DrawnRows = NOTHING;
  #restTimer: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): DrawnRows => this.#drawn;

  /** Watches the page's scrolling for the element that stands for the log. @returns what ends it */
  attach(element: HTMLElement): () => void {
    this.#element = element;
    this.#setHeight();
    const end = new AbortController();
    const options = { signal: end.signal, passive: true };
    window.addEventListener('scroll', () => this.#scrolled(), options);
    window.addEventListener('resize', () => this.#scrolled(), options);
    if ('onscrollend' in window) window.addEventListener('scrollend', () => this.#rest(), options);
    // Whatever above it changes its height moves it, without any scrolling.
    const above = new ResizeObserver(() => this.#moved());
    above.observe(document.body);
    this.#scrolled();
    return () => {
      end.abort();
      above.disconnect();
      clearTimeout(this.#restTimer);
      this.#element = null;
    };
  }

  /**
   * Takes other rows.
   * @param rowNow the row that shows now what a row showed before: what the reader looks at stays where it is
   */
  setRows(heights: RowHeights, rowNow: (row: number) => number = (row) => row): void {
    this.#keepInView(() => {
      this.#heights = heights;
    }, rowNow);
  }

  /** Keeps how high rows turned out to be. */
  setMeasured(
    heights: MeasuredHeights,
    measured: readonly { readonly row: number; readonly height: number }[],
  ): void {
    if (heights !== this.#heights) return;
    const news = measured.filter(({ row, height }) => heights.isNews(row, height));
    if (news.length === 0) return;
    this.#keepInView(
      () => {
        for (const { row, height } of news) heights.setMeasured(row, height);
      },
      (row) => row,
    );
  }

  /** Puts a row's upper edge so many pixels below the upper edge of the view; it stays there until somebody scrolls. */
  showRow(row: number, below: number): void {
    if (this.#heights === null) return;
    this.#goTo(this.#heights.top(row) - below);
    this.#pinned = { row, below };
  }

  /** Puts the first row below what stands between the step's heading and it. */
  showBegin(): void {
    const before = this.#element?.parentElement?.getBoundingClientRect().top ?? 0;
    this.showRow(0, (this.#element?.getBoundingClientRect().top ?? before) - before);
  }

  /** Scrolls only as far as a row is in view, with some room. */
  bringIntoView(row: number): void {
    if (this.#heights === null) return;
    const { view } = this.#measure();
    const below = this.#heights.top(row) - this.#content;
    if (below < EDGE_SPACE) this.showRow(row, EDGE_SPACE);
    else if (below > view - 2 * EDGE_SPACE) this.showRow(row, view - 2 * EDGE_SPACE);
  }

  /** Puts the log's end at the lower edge of the window. */
  showEnd(): void {
    const { height, content } = this.#track;
    const { top, view } = this.#measure();
    this.#pinned = null;
    this.#place = { position: height - view, shift: height - content };
    scrollPageBy(height - view + END_SPACE - top);
    this.#scrolled();
  }

  /** Whether the end stays at the lower edge of the window, whatever comes. */
  setFollowed(isFollowed: boolean): void {
    this.#isFollowed = isFollowed;
    if (isFollowed) this.showEnd();
  }

  get #content(): number {
    return this.#place.position - this.#place.shift;
  }

  /** `top`: the upper edge of the view in the track; `view`: its height. Both in pixels. */
  #measure(): { readonly top: number; readonly view: number } {
    if (this.#element === null) return { top: 0, view: 0 };
    const inset = Number.parseFloat(getComputedStyle(this.#element).scrollMarginTop) || 0;
    return { top: inset - this.#element.getBoundingClientRect().top, view: window.innerHeight - inset };
  }

  #keepInView(change: () => void, rowNow: (row: number) => number): void {
    const before = this.#heights;
    const isSeen =
      before !== null && before.count > 0 && this.#place.position > 0 && this.#content < before.total;
    const edge = isSeen ? before.rowAt(this.#content) : 0;
    const kept = this.#pinned ?? (isSeen ? { row: edge, below: before.top(edge) - this.#content } : null);
    change();
    if (this.#pinned !== null) this.#pinned = { ...this.#pinned, row: rowNow(this.#pinned.row) };
    this.#track = trackOf(this.#heights?.total ?? 0, MOST_PIXELS);
    this.#setHeight();
    if (this.#isFollowed) {
      this.showEnd();
      return;
    }
    const now = kept === null ? null : (this.#heights?.top(rowNow(kept.row)) ?? 0) - kept.below;
    // While a long log grows the same line belongs to another part of the bar: put right when the scrolling rests.
    if (now !== null && Math.abs(now - this.#content) >= 0.5) this.#goTo(now);
    else this.#scrolled();
  }

  #setHeight(): void {
    if (this.#element !== null) this.#element.style.height = `${this.#track.height}px`;
  }

  /** @param content the pixel of the log that comes to the upper edge of the view; negative: the log begins further down */
  #goTo(content: number): void {
    const { top } = this.#measure();
    const inside = Math.min(content, this.#track.content);
    const position = content < 0 ? content : Math.round(positionOf(this.#track, inside));
    this.#place = { position, shift: content < 0 ? 0 : position - inside };
    scrollPageBy(position - top);
    this.#scrolled();
  }

  /** What a reader looks at stays where it is in the window. */
  #moved(): void {
    const { position } = this.#place;
    if (this.#isFollowed) this.showEnd();
    else if (this.#pinned !== null)
      this.#goTo((this.#heights?.top(this.#pinned.row) ?? 0) - this.#pinned.below);
    else if (position > 0 && position < this.#track.height) scrollPageBy(position - this.#measure().top);
    this.#scrolled();
  }

  #scrolled(): void {
    if (this.#element === null) return;
    if (!isOwnScroll()) this.#pinned = null;
    const { top, view } = this.#measure();
    this.#place = { position: top, shift: shiftAfter(this.#track, this.#place, top, view) };
    this.#draw(view);
    if ('onscrollend' in window) return;
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => this.#rest(), REST_MS);
  }

  #rest(): void {
    const rested = restingPlace(this.#track, this.#place);
    const move = rested.position - this.#place.position;
    if (Math.abs(move) < 1) return;
    this.#place = rested;
    this.#draw(this.#measure().view);
    scrollPageBy(move);
  }

  #draw(view: number): void {
    const rows = this.#heights;
    const [from, to] = [this.#content - AROUND, this.#content + view + AROUND];
    const isSeen = rows !== null && rows.count > 0 && to > 0 && from < rows.total;
    const first = isSeen ? rows.rowAt(from) : 0;
    const end = isSeen ? rows.rowAt(to) + 1 : 0;
    const top = isSeen ? rows.top(first) + this.#place.shift : 0;
    const old = this.#drawn;
    if (first === old.first && end === old.end && top === old.top) return;
    this.#drawn = { first, end, top };
    for (const listener of this.#listeners) listener();
  }
}
