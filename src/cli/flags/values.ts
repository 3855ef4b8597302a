import { InvalidArgumentError } from 'commander';

const UNITS: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A whole number within bounds, as a flag's value. @throws InvalidArgumentError */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

/** `90s`, `30m`, `1h30m`, `500ms`, or `0`, in milliseconds. @throws InvalidArgumentError */
export function duration(text: string): number {
  if (text === '0') return 0;
  const parts = [...text.matchAll(/(\d{1,9})(ms|s|m|h|d)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) {
    throw new InvalidArgumentError('It must be a time like `90s`, `30m` or `1h30m`.');
  }
  return parts.reduce((sum, part) => sum + Number(part[1]) * (UNITS[part[2] ?? ''] ?? 0), 0);
}

/** `a, b,c` as its parts without spaces and empty ones. */
export function list(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Gathers the values of a flag that may be repeated. */
export function repeated(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text];
}

/** `NAME=value` at the first `=`. @throws InvalidArgumentError */
export function pair(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError('It must have the form NAME=VALUE.');
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}

/** Gathers `NAME=value` of a flag that may be repeated; the last one of a name counts. */
export function repeatedPairs(
  text: string,
  before: ReadonlyMap<string, string> | undefined,
): Map<string, string> {
  const { name, value } = pair(text);
  return new Map([...(before ?? []), [name, value]]);
}
