/** A match: a line of a step, both as the API counts (steps from 1, lines from 0). */
export interface FoundLine {
  readonly step: number;
  readonly line: number;
}

/** How many lines of a step match. */
export interface StepMatches {
  readonly step: number;
  readonly total: number;
}

/** Where to look for the next match: in a step, from a line on in a direction. */
export interface SearchStart {
  readonly step: number;
  /** Forward: the first line that counts; backward: the last one, null for the log's last. */
  readonly from: number | null;
}

/** Lines that match in all steps. */
export function totalMatches(steps: readonly StepMatches[]): number {
  return steps.reduce((sum, { total }) => sum + total, 0);
}

/**
 * Where to look for the match after (or before) a place: in its step, then in the steps that have matches, in order,
 * then from the other end, its own step again.
 * @param place null: from the first (or last) line of the log
 */
export function searchStarts(
  steps: readonly StepMatches[],
  place: FoundLine | null,
  direction: 'forward' | 'backward',
): readonly SearchStart[] {
  const ordered = direction === 'forward' ? steps : steps.toReversed();
  const end = direction === 'forward' ? 0 : null;
  const withMatches = ordered.filter(({ total }) => total > 0).map(({ step }) => ({ step, from: end }));
  if (place === null) return withMatches;
  const isBehind = ({ step }: SearchStart): boolean =>
    direction === 'forward' ? step > place.step : step < place.step;
  const next = direction === 'forward' ? place.line + 1 : place.line - 1;
  const own = withMatches.some(({ step }) => step === place.step) && next >= 0;
  return [
    ...(own ? [{ step: place.step, from: next }] : []),
    ...withMatches.filter(isBehind),
    ...withMatches.filter((start) => !isBehind(start)),
  ];
}

/** Which match it is of all, from 1. @param before matching lines before it in its step */
export function matchNumber(steps: readonly StepMatches[], step: number, before: number): number {
  return totalMatches(steps.filter((other) => other.step < step)) + before + 1;
}
