/** Lines of a step: what a link to a log points at. */
export interface LineRange {
  /** The step's number, from 1. */
  readonly step: number;
  /** The first line, from 1 as people count. */
  readonly first: number;
  /** The last line, not before the first. */
  readonly last: number;
}

/** A place that a fragment names: a step, with lines or without. */
export type Place = { readonly step: number; readonly lines: LineRange | null };

const FRAGMENT = /^#?step:(\d{1,9})(?::(\d{1,15})(?:-(\d{1,15}))?)?$/;

/** Reads `#step:3`, `#step:3:17` or `#step:3:17-20`, GitHub's form; null for all else. */
export function readFragment(fragment: string): Place | null {
  const [, step, first, last] = FRAGMENT.exec(fragment) ?? [];
  if (step === undefined || Number(step) < 1) return null;
  if (first === undefined) return { step: Number(step), lines: null };
  const [one, other] = [Number(first), Number(last ?? first)];
  if (one < 1 || other < 1) return null;
  return {
    step: Number(step),
    lines: { step: Number(step), first: Math.min(one, other), last: Math.max(one, other) },
  };
}

/** Writes the fragment of lines. */
export function fragmentOf({ step, first, last }: LineRange): string {
  return first === last ? `#step:${step}:${first}` : `#step:${step}:${first}-${last}`;
}
