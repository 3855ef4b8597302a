/** Texts that can only be one of a few words. */
import { nearMiss } from '../near-miss.ts';
import { quotedList } from '../structure/words.ts';
import { STRING, type Type } from './type.ts';

/** The type of a text that is one of these words, or empty where it is missing; of too many, of any text. */
export function oneOf(words: readonly string[], { isOpen = false } = {}): Type {
  return words.length > MOST_WORDS ? STRING : { kind: 'string', known: { words, isOpen } };
}

const MOST_WORDS = 100;

/**
 * Why a text of the one type is never equal to that of the other, which is written out: the rest of a sentence, made
 * when it is told. Null where it may be, or nothing is known.
 */
export function neverEqual(type: Type, written: Type): (() => string) | null {
  if (type.kind !== 'string' || type.known === undefined) return null;
  if (written.kind !== 'string' || written.value === undefined || written.value.trim() === '') return null;
  const { value } = written;
  const { words, isOpen } = type.known;
  if (words.some((word) => word.toLowerCase() === value.toLowerCase())) return null;
  if (isOpen && nearMiss(value, words) === null) return null;
  return () => {
    const near = nearMiss(value, words);
    if (near !== null) return `it is never \`'${value}'\`; did you mean \`'${near}'\`?`;
    return `it is never \`'${value}'\`, but ${quotedList(words.slice(0, MOST_LISTED), 'or')}.`;
  };
}

const MOST_LISTED = 12;
