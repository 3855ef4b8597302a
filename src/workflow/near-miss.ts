import type { Correction } from './source/source-text.ts';

/** The longest word that is compared: nobody misspells a longer key. */
const LONGEST = 64;

/** The most candidates that are looked at. */
const MOST = 500;

/** The shortest word that is taken for the beginning of another one. */
const SHORTEST_BEGINNING = 4;

/**
 * The candidate that a misspelt word most likely meant: equal but for case, `-` and `_`, or at most two edits
 * away (one for words of up to four letters), or the only one that begins with it (`timeout`). Null where none is
 * near, or two are equally near.
 */
export function nearMiss(word: string, candidates: readonly string[]): string | null {
  if (word.length === 0 || word.length > LONGEST) return null;
  const plain = plainForm(word);
  const allowed = plain.length <= 4 ? 1 : 2;
  let best: string | null = null;
  let bestDistance = allowed + 1;
  let tied = false;
  const compared = plainForms(candidates);
  for (const [candidate, form] of compared) {
    const distance = editDistance(plain, form, bestDistance);
    if (distance > allowed) continue;
    if (distance === bestDistance) tied = true;
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
      tied = false;
    }
  }
  if (tied) return null;
  return best ?? onlyOneBeginningWith(plain, compared);
}

/** A misspelt word with what was meant; undefined where that is not known. */
export function correctionOf(word: string, meant: string | null): Correction | undefined {
  return meant === null ? undefined : { wrong: word, right: meant };
}

function onlyOneBeginningWith(plain: string, compared: Compared): string | null {
  if (plain.length < SHORTEST_BEGINNING) return null;
  const [only, ...others] = compared.filter(([, form]) => form.startsWith(plain));
  return others.length === 0 ? (only?.[0] ?? null) : null;
}

/** Candidates, each with its plain form. */
type Compared = readonly (readonly [string, string])[];

/** A file with many mistakes asks for the same list again and again. */
const known = new WeakMap<readonly string[], Compared>();

function plainForms(candidates: readonly string[]): Compared {
  const found = known.get(candidates);
  if (found !== undefined) return found;
  const compared = candidates.slice(0, MOST).map((candidate) => [candidate, plainForm(candidate)] as const);
  known.set(candidates, compared);
  return compared;
}

function plainForm(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}

/** Levenshtein's distance with neighbouring letters swapped as one edit; gives up above `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (beforePrevious[j - 2] ?? 0) + 1);
      current.push(cost);
    }
    // From here on it can only become more.
    if (current.every((cost) => cost > limit)) return limit + 1;
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
