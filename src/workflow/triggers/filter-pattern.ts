/**
 * GitHub's filter patterns ("Filter pattern cheat sheet" of its workflow syntax): `*` is anything but `/`,
 * `**` is anything, `?` and `+` repeat the character or set before them (zero or one, one or more), `[]` is a
 * set, `\` takes the next character literally. Matching simulates all ways at once, so its time is at most
 * the product of the two lengths, whatever the pattern.
 */

/** A pattern that cannot be read; the message says why, and `offset` where. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
  /** 0-based place in the pattern. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** A compiled pattern. */
export interface FilterPattern {
  matches(text: string): boolean;
}

/** What one element of a pattern takes, and how often. */
type Element =
  | {
      readonly kind: 'once' | 'optional' | 'repeated' | 'any-number';
      readonly takes: (character: string) => boolean;
    }
  /** Before a whole `**` and its slash: either skip both or go inside. */
  | { readonly kind: 'directories' }
  /** Inside: anything, leaving only after a slash. */
  | { readonly kind: 'inside-directories' };

/** Compiles a pattern without its leading `!`. @throws PatternError */
export function compilePattern(pattern: string): FilterPattern {
  const elements = readElements(Array.from(pattern));
  return { matches: (text) => simulate(elements, text) };
}

/**
 * Whether an ordered list of patterns selects a text: the last pattern that matches it decides, one with `!`
 * against it. Patterns that cannot be read match nothing (validation names them).
 */
export function selects(patterns: readonly string[], text: string): boolean {
  let selected = false;
  for (const pattern of patterns) {
    const negated = pattern.startsWith('!');
    if (negated !== selected) continue;
    if (matchesPattern(negated ? pattern.slice(1) : pattern, text)) selected = !negated;
  }
  return selected;
}

function matchesPattern(pattern: string, text: string): boolean {
  try {
    return compilePattern(pattern).matches(text);
  } catch (error) {
    if (error instanceof PatternError) return false;
    throw error;
  }
}

function readElements(characters: readonly string[]): Element[] {
  const elements: Element[] = [];
  let index = 0;
  while (index < characters.length) {
    const character = characters[index] ?? '';
    if (character === '*') {
      index = afterQuantifiers(characters, readStars(characters, index, elements));
      continue;
    }
    if (character === '?' || character === '+') {
      throw new PatternError(
        `\`${character}\` repeats the character before it, and there is none; write \`\\${character}\` for the character itself`,
        index,
      );
    }
    const [takes, next] = readCharacter(characters, index);
    const quantifier = characters[next];
    const kind = quantifier === '?' ? 'optional' : quantifier === '+' ? 'repeated' : 'once';
    elements.push({ kind, takes });
    index = afterQuantifiers(characters, next);
  }
  return elements;
}

/** Only the first quantifier counts; on `*` none says anything new. */
function afterQuantifiers(characters: readonly string[], start: number): number {
  let end = start;
  while (characters[end] === '?' || characters[end] === '+') end += 1;
  return end;
}

function readStars(characters: readonly string[], start: number, elements: Element[]): number {
  let end = start;
  while (characters[end] === '*') end += 1;
  if (end - start === 1) {
    elements.push({ kind: 'any-number', takes: (character) => character !== '/' });
    return end;
  }
  const wholeSegment = (start === 0 || characters[start - 1] === '/') && characters[end] === '/';
  if (!wholeSegment) {
    elements.push({ kind: 'any-number', takes: () => true });
    return end;
  }
  elements.push({ kind: 'directories' }, { kind: 'inside-directories' });
  return end + 1;
}

function readCharacter(
  characters: readonly string[],
  index: number,
): [(character: string) => boolean, number] {
  const character = characters[index] ?? '';
  if (character === '[') return readSet(characters, index);
  if (character !== '\\') return [(other) => other === character, index + 1];
  const escaped = characters[index + 1];
  if (escaped === undefined) throw new PatternError('a pattern cannot end with `\\`', index);
  return [(other) => other === escaped, index + 2];
}

function readSet(characters: readonly string[], start: number): [(character: string) => boolean, number] {
  const end = characters.indexOf(']', start + 1);
  if (end < 0) throw new PatternError('`[` is not closed with `]`', start);
  if (end === start + 1) throw new PatternError('`[]` is a set of no characters', start);
  const singles = new Set<string>();
  const ranges: { from: string; to: string }[] = [];
  for (let index = start + 1; index < end; index += 1) {
    const from = characters[index] ?? '';
    const to = characters[index + 2] ?? '';
    if (characters[index + 1] === '-' && index + 2 < end) {
      if (from > to) throw new PatternError(`the range \`${from}-${to}\` runs backwards`, index);
      ranges.push({ from, to });
      index += 2;
    } else {
      singles.add(from);
    }
  }
  const takes = (character: string): boolean =>
    singles.has(character) || ranges.some(({ from, to }) => character >= from && character <= to);
  return [takes, end + 1];
}

/** Keeps the set of places in the pattern that the text read so far can have led to. */
function simulate(elements: readonly Element[], text: string): boolean {
  let places = new Set<number>();
  arrive(elements, 0, places);
  for (const character of text) {
    const next = new Set<number>();
    for (const place of places) {
      const element = elements[place];
      if (element !== undefined) take(elements, element, place, character, next);
    }
    if (next.size === 0) return false;
    places = next;
  }
  return places.has(elements.length);
}

/** Adds a place and all that can be reached from it without a character. */
function arrive(elements: readonly Element[], start: number, places: Set<number>): void {
  const pending = [start];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (places.has(place)) continue;
    places.add(place);
    const kind = elements[place]?.kind;
    if (kind === 'optional' || kind === 'any-number') pending.push(place + 1);
    if (kind === 'directories') pending.push(place + 1, place + 2);
  }
}

function take(
  elements: readonly Element[],
  element: Element,
  place: number,
  character: string,
  next: Set<number>,
): void {
  if (element.kind === 'directories') return;
  if (element.kind === 'inside-directories') {
    arrive(elements, place, next);
    if (character === '/') arrive(elements, place + 1, next);
    return;
  }
  if (!element.takes(character)) return;
  if (element.kind === 'repeated' || element.kind === 'any-number') arrive(elements, place, next);
  if (element.kind !== 'any-number') arrive(elements, place + 1, next);
}
