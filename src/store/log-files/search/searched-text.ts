import { type Matcher, matcherOf } from './matcher.ts';

/** The most characters of a text to search for. */
export const MOST_TEXT_LENGTH = 1_000;

/** A text to search for, and how bytes of a log have to be read to find it. */
export interface SearchedText {
  readonly matcher: Matcher;
  /** `latin1`: a unit is a byte, which is quickest. */
  readonly encoding: 'latin1' | 'utf8';
  /** Whether bytes that are ASCII cannot hold it. */
  readonly beyondAscii: boolean;
}

/**
 * Prepares a search.
 * @param text no line break is in it, as a match lies within one line
 * @param exact whether `A` and `a` differ; see `matcherOf`
 */
export function searchedText(text: string, exact: boolean): SearchedText {
  // oxlint-disable-next-line no-control-regex -- this is what ASCII is
  const beyondAscii = /[^\u0000-\u007f]/.test(text);
  // Bytes of one character are never a part of another one's in UTF-8, so an exact text is found as bytes.
  if (exact) {
    const bytes = Buffer.from(text, 'utf8').toString('latin1');
    return { matcher: matcherOf(bytes, true), encoding: 'latin1', beyondAscii };
  }
  return { matcher: matcherOf(text, false), encoding: beyondAscii ? 'utf8' : 'latin1', beyondAscii };
}
