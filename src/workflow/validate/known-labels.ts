/** The labels of runners that everybody knows: GitHub's own machines, and what every self-hosted runner has. */
import { nearMiss } from '../near-miss.ts';

/** The labels without a number that are misspelt most. */
const PLAIN_LABELS = ['ubuntu-latest', 'windows-latest', 'macos-latest', 'self-hosted'];

/** By how many letters a misspelt label is longer or shorter, at most. */
const MOST_LETTERS = 2;

/** How the labels of GitHub's machines begin. */
const SYSTEMS = ['ubuntu', 'windows', 'macos'];

/** The systems and processors that labels name; a machine has one of each. */
const FAMILIES: readonly { readonly kind: string; readonly value: string; readonly label: RegExp }[] = [
  { kind: 'system', value: 'linux', label: /^(?:linux|ubuntu-(?:latest|\d[\d.]*(?:-arm)?))$/ },
  { kind: 'system', value: 'windows', label: /^(?:windows|windows-(?:latest|\d+(?:-arm)?))$/ },
  { kind: 'system', value: 'macos', label: /^(?:macos|macos-(?:latest|\d[\d.]*)(?:-large|-xlarge)?)$/ },
  { kind: 'processor', value: 'x64', label: /^x64$/ },
  { kind: 'processor', value: 'arm64', label: /^arm64$/ },
  { kind: 'processor', value: 'arm', label: /^arm$/ },
];

/** What a label says of a machine; null where it says nothing that is known. */
export function familyOf(label: string): { readonly kind: string; readonly value: string } | null {
  return FAMILIES.find((family) => family.label.test(label.toLowerCase())) ?? null;
}

/**
 * The well-known label that a misspelt one meant; null for the labels that people give to their own runners.
 * Labels are compared without case.
 */
export function misspeltLabel(label: string): string | null {
  const lower = label.trim().toLowerCase();
  if (PLAIN_LABELS.includes(lower)) return null;
  const [system = '', ...rest] = lower.split('-');
  if (rest.length > 0 && /^\d/.test(rest[0] ?? '')) {
    const meant = nearWord(system, SYSTEMS);
    return meant === null ? null : [meant, ...rest].join('-');
  }
  return /^[a-z_\s-]+$/.test(lower) ? nearWord(lower, PLAIN_LABELS) : null;
}

/** The near one, unless it is the word with a part more or less: `ubuntu` and `ubuntu-latest-l` are names of their own. */
function nearWord(word: string, known: readonly string[]): string | null {
  const meant = nearMiss(word, known);
  if (meant === null || meant === word || Math.abs(meant.length - word.length) > MOST_LETTERS) return null;
  return word.startsWith(`${meant}-`) || meant.startsWith(`${word}-`) ? null : meant;
}
