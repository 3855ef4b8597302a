import { describe, it } from 'vitest';
import type { Need } from './needs.ts';

/**
 * `describe` for tests that need something. Where it is missing they are left out, which report.ts says at the end
 * of the run; in CI that is a failure.
 * @param missing why it cannot be had and what to do about it; null: it is there
 */
export function describeWith(need: Need, missing: string | null, name: string, tests: () => void): void {
  if (missing === null) {
    describe(name, { timeout: need.timeout }, tests);
    return;
  }
  describe(name, () => {
    it(need.test, ({ skip }) => {
      if ((process.env['CI'] ?? '') !== '') throw new Error(missing);
      skip(missing);
    });
  });
}
