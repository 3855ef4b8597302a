import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, PatternError } from '../../../../src/workflow/triggers/filter-pattern.ts';
import { whyUnmatched, type FilterKind } from '../../../../src/workflow/validate/unmatched-pattern.ts';

/** Names of branches and tags that git takes, and paths of files in a repository. */
const NAMES: { readonly [Kind in FilterKind]: readonly string[] } = {
  branches: ['main', 'release/1.x', 'a', 'feature/a-b_c', 'refs/heads', 'heads/main', 'v1.0', 'x@y'],
  tags: ['v1.0.0', 'nightly', 'release/2024-01', 'tags/v1', '1', 'v1+build'],
  paths: ['README.md', 'src/a.ts', 'docs/guide/a b.md', '.github/workflows/ci.yml', 'a', '..a/b..', 'x/...'],
};

const patterns = fc
  .array(
    fc.constantFrom(
      'a',
      'v',
      'main',
      'src',
      'docs',
      'refs/heads/',
      'refs/tags/',
      '*',
      '**',
      '/',
      '.',
      '..',
      './',
      ' ',
      '?',
      '+',
      '[a-z]',
      '\\',
      '^',
      '~',
      ':',
      '-',
      '1',
      '.md',
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

function matches(pattern: string, name: string): boolean {
  try {
    return compilePattern(pattern).matches(name);
  } catch (mistake) {
    if (mistake instanceof PatternError) return false;
    throw mistake;
  }
}

describe('a pattern that is said to match nothing', () => {
  it.each(['branches', 'tags', 'paths'] as const)('matches no name of %s', (kind) => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        if (whyUnmatched(pattern, kind) === null) return;
        for (const name of NAMES[kind]) expect(`${name} ${matches(pattern, name)}`).toBe(`${name} false`);
      }),
      { numRuns: 2_000 },
    );
  });
});
