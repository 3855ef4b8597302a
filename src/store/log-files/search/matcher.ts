/** Finds one text in others. */
export interface Matcher {
  /** Where the text stands first at or after `from`, in UTF-16 units; -1: nowhere. */
  find(haystack: string, from: number): number;
}

/**
 * The repetition of a text above which a plain search could look at every place so many times. Words have less than 1,
 * a row of eighteen equal signs more.
 */
const MOST_REPETITION = 8;

/**
 * A matcher that takes time in proportion to what it searches, whatever the text is.
 * @param exact whether `A` and `a` differ. Where not, letters are the same as in JavaScript's regular expressions with
 * `i`: two UTF-16 units whose upper case is one and the same unit; a letter outside ASCII never equals one of ASCII.
 */
export function matcherOf(text: string, exact: boolean): Matcher {
  const fold = exact ? (unit: number) => unit : foldCase;
  const units = Uint16Array.from({ length: text.length }, (_, at) => fold(text.charCodeAt(at)));
  return repetitionOf(units) > MOST_REPETITION
    ? new RepetitiveMatcher(units, fold, new PlainMatcher(text.slice(0, MOST_REPETITION), exact))
    : new PlainMatcher(text, exact);
}

/** The engine's own search: the quickest, as long as the text does not repeat itself. */
class PlainMatcher implements Matcher {
  readonly #pattern: RegExp;
  readonly #length: number;

  constructor(text: string, exact: boolean) {
    this.#pattern = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'), exact ? 'g' : 'gi');
    this.#length = text.length;
  }

  find(haystack: string, from: number): number {
    this.#pattern.lastIndex = from;
    return this.#pattern.test(haystack) ? this.#pattern.lastIndex - this.#length : -1;
  }
}

/**
 * Knuth, Morris and Pratt's search: it looks at every unit once, also for `aaaa...b` in a row of `a`. To where the
 * text's first units stand it goes by the plain search, which has little to look at again there.
 */
class RepetitiveMatcher implements Matcher {
  readonly #units: Uint16Array;
  readonly #fold: (unit: number) => number;
  readonly #first: Matcher;
  /** By the number of units that fitted: how many of the text's first ones their end is. */
  readonly #shorter: Uint16Array;

  constructor(units: Uint16Array, fold: (unit: number) => number, first: Matcher) {
    this.#units = units;
    this.#fold = fold;
    this.#first = first;
    this.#shorter = new Uint16Array(units.length + 1);
    for (let at = 1, fitting = 0; at < units.length; at++) {
      fitting = this.#next(fitting, units[at] ?? 0);
      this.#shorter[at + 1] = fitting;
    }
  }

  find(haystack: string, from: number): number {
    const { length } = this.#units;
    for (let at = this.#first.find(haystack, from); at !== -1; at = this.#first.find(haystack, at)) {
      let fitting = 0;
      do {
        fitting = this.#next(fitting, this.#fold(haystack.charCodeAt(at)));
        at += 1;
        if (fitting === length) return at - length;
      } while (fitting > 0 && at < haystack.length);
    }
    return -1;
  }

  /** How many units fit after one more. */
  #next(fitting: number, unit: number): number {
    let shorter = fitting;
    while (shorter > 0 && this.#units[shorter] !== unit) shorter = this.#shorter[shorter] ?? 0;
    return this.#units[shorter] === unit ? shorter + 1 : 0;
  }
}

/** Units looked at again for each that fits, in the worst case: how much of the text's beginning comes again in it. */
function repetitionOf(units: Uint16Array): number {
  let again = 0;
  let most = 0;
  for (let start = 1; start < units.length; start++) {
    let same = 0;
    while (start + same < units.length && units[same] === units[start + same]) same += 1;
    again += same;
    most = Math.max(most, again / (start + same));
  }
  return most;
}

const ASCII_END = 0x80;
/** Of each unit asked for so far the folded one; 0: not known. */
const folded = new Uint16Array(0x1_00_00);

function foldCase(unit: number): number {
  const known = folded[unit] ?? 0;
  if (known !== 0) return known;
  const upper = String.fromCharCode(unit).toUpperCase();
  const code = upper.charCodeAt(0);
  const result = upper.length !== 1 || (unit >= ASCII_END && code < ASCII_END) ? unit : code;
  folded[unit] = result;
  return result;
}
