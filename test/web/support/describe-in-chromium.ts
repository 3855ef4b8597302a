import { findChromium } from '../../../scripts/chromium/find-chromium.mjs';
import { describeWith } from '../../left-out/describe-with.ts';
import { CHROMIUM } from '../../left-out/needs.ts';

const found = findChromium();

/** `describe` for tests in a real browser; their `it` is the one of browser-test.ts. */
export function describeInChromium(name: string, tests: () => void): void {
  describeWith(CHROMIUM, 'path' in found ? null : found.missing, name, tests);
}

/** The path of Chromium. Tests that `describeInChromium` runs have one. */
export function chromiumPath(): string {
  if ('path' in found) return found.path;
  throw new Error(found.missing);
}
