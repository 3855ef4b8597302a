/**
 * Browsers lay out some 17 to 33 million pixels, and a log may be 200 million high. A track stands for the log in the
 * page: as high as the log where that is not much, else of a fixed height. Its two ends are one to one; between them
 * one pixel of the scroll bar is many of the log. While a person scrolls a little, the log moves by as many pixels as
 * the page, by what is called the shift here; when the scrolling rests, the page is put where the bar should be.
 */

/** Pixels of the log, and of the page that stands for it. */
export interface Track {
  readonly content: number;
  readonly height: number;
}

/** A place of the view in a track, and how far the log lies above it: `position - shift` is a place of the log. */
export interface TrackPlace {
  /** Of the view's upper edge, in pixels from the track's begin; negative where the track begins further down. */
  readonly position: number;
  /** Negative or 0. */
  readonly shift: number;
}

/** @param most how high the track may be, in pixels */
export function trackOf(content: number, most: number): Track {
  return { content, height: Math.min(content, most) };
}

/** The pixel of the log that a pixel of the track stands for, when nobody scrolls. */
export function contentAt(track: Track, position: number): number {
  const { exact, scale } = middleOf(track);
  const middle = Math.min(Math.max(position - exact, 0), track.height - 2 * exact);
  return position + middle * (scale - 1);
}

/** The pixel of the track that stands for a pixel of the log: the inverse of `contentAt`. */
export function positionOf(track: Track, content: number): number {
  const { exact, scale } = middleOf(track);
  const middle = Math.min(Math.max(content - exact, 0), track.content - 2 * exact);
  return content - middle * (1 - 1 / scale);
}

/**
 * The shift after the page was scrolled.
 * @param from where the view was
 * @param position where it is now
 * @param view the height of the view, in pixels
 */
export function shiftAfter(track: Track, from: TrackPlace, position: number, view: number): number {
  const last = track.height - track.content;
  // Where an end is in view, it is the log's end.
  if (position <= 0) return 0;
  if (position + view >= track.height) return last;
  const isJump = Math.abs(position - from.position) > longestMove(track, view);
  const shift = isJump ? position - contentAt(track, position) : from.shift;
  return Math.min(0, Math.max(last, shift));
}

/**
 * Pixels that wheels, keys and fingers move a page by between two frames; what is further is the scroll bar. A page is
 * what a key moves by, and a frame may be late; one pixel of the bar is the height of the track by that of the view.
 */
function longestMove(track: Track, view: number): number {
  return Math.max(view * 1.5, track.height / view / 2);
}

/** Where the page belongs when the scrolling rests: the same pixel of the log is at the view's upper edge. */
export function restingPlace(track: Track, { position, shift }: TrackPlace): TrackPlace {
  const content = position - shift;
  if (position <= 0 || content <= 0 || content >= track.content) return { position, shift };
  const rested = Math.round(positionOf(track, content));
  return { position: rested, shift: rested - content };
}

/** The pixels at each end that are one to one, and how many pixels of the log a pixel between them is. */
function middleOf({ content, height }: Track): { readonly exact: number; readonly scale: number } {
  const exact = height / 4;
  return { exact, scale: content <= height ? 1 : (content - 2 * exact) / (height - 2 * exact) };
}
