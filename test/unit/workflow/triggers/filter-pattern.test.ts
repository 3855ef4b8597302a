import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, PatternError, selects } from '../../../../src/workflow/triggers/filter-pattern.ts';

describe("GitHub's filter patterns", () => {
  it.each([
    ['main', ['main'], ['Main', 'main2', 'a/main']],
    ['*', ['main', 'v1', '.hidden'], ['a/b']],
    ['**', ['main', 'a/b/c'], []],
    ['feature/*', ['feature/my-branch', 'feature/'], ['feature/beta-a/my-branch', 'feature']],
    ['feature/**', ['feature/beta-a/my-branch', 'feature/x'], ['feature']],
    ['*feature', ['mona-feature', 'feature'], ['feature2']],
    ['v2*', ['v2', 'v2.0'], ['v1']],
    ['v[12].[0-9]+.[0-9]+', ['v1.10.1', 'v2.0.0'], ['v3.0.0', 'v1.x.1', 'v1..1']],
    ['*.jsx?', ['page.js', 'page.jsx'], ['page.jsxx', 'a/page.js', 'page.jsx?']],
    ['docs/**', ['docs/README.md', 'docs/mona/octocat.txt'], ['docs', 'a/docs/b']],
    ['docs/**/*.md', ['docs/README.md', 'docs/mona/hello.md', 'docs/a/b/c.md'], ['docs.md', 'docs/a.txt']],
    ['**/docs/**', ['docs/hello.md', 'dir/docs/my-file.txt', 'space/docs/plan/a.doc'], ['docs']],
    ['**/README.md', ['README.md', 'js/README.md'], ['READMExmd', 'aREADME.md']],
    ['**/*src/**', ['a/src/app.js', 'my-src/code/js/app.js'], ['src']],
    ['**/migrate-*.sql', ['migrate-10909.sql', 'db/sept/migrate-v1.sql'], ['migrate.sql']],
    ['release/**-alpha', ['release/a/b-alpha', 'release/-alpha'], ['release/a/b-beta']],
    ['{a,b}', ['{a,b}'], ['a', 'b']],
    ['(a)', ['(a)'], ['a']],
    ['a\\*b', ['a*b'], ['axb']],
    ['[a-c]x?', ['a', 'bx'], ['d', 'axx']],
    ['a+b', ['ab', 'aaab'], ['b', 'a+b']],
    ['v1.0', ['v1.0'], ['v1x0']],
    ['über/*', ['über/😀'], ['uber/x']],
  ])('%s', (pattern, matching, others) => {
    const compiled = compilePattern(pattern);
    expect(matching.filter((text) => !compiled.matches(text))).toEqual([]);
    expect(others.filter((text) => compiled.matches(text))).toEqual([]);
  });

  it.each(['[a', '[]', '[z-a]', 'a\\', '?a', '+'])('cannot read %s', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError);
  });

  it('lets the last pattern that matches decide', () => {
    expect(selects(['releases/**', '!releases/**-alpha'], 'releases/10-alpha')).toBe(false);
    expect(selects(['releases/**', '!releases/**-alpha', 'releases/10-*'], 'releases/10-alpha')).toBe(true);
    expect(selects(['!releases/**-alpha', 'releases/**'], 'releases/10-alpha')).toBe(true);
    expect(selects(['!main'], 'other')).toBe(false);
    expect(selects(['\\!a'], '!a')).toBe(true);
  });
});

describe('matching', () => {
  const pattern = fc
    .array(fc.constantFrom('a', 'b', '/', '*', '**', '**/', 'a?', 'b+', '[ab]', '\\*', '.'), {
      minLength: 1,
      maxLength: 8,
    })
    .map((pieces) => pieces.join(''));
  const text = fc
    .array(fc.constantFrom('a', 'b', '/', '.', '*'), { maxLength: 8 })
    .map((pieces) => pieces.join(''));

  it('agrees with a backtracking reference on every pattern and text', () => {
    fc.assert(
      fc.property(pattern, text, (written, candidate) => {
        expect(compilePattern(written).matches(candidate)).toBe(naive(written, candidate));
      }),
      { numRuns: 3_000 },
    );
  });

  it('looks at each character of the text a bounded number of times, whatever the pattern', () => {
    // A backtracking matcher would need more than 2^40 steps for this pair.
    const hostile = `${'**a'.repeat(40)}b`;
    expect(compilePattern(hostile).matches('a'.repeat(5_000))).toBe(false);
  });
});

/** The same language by regular expressions; correct, and exponential. */
function naive(pattern: string, text: string): boolean {
  let afterStar = false;
  const source = pattern.replace(/\\.|\[[^\]]*\]|\*+\/?|[?+]+|[^]/g, (token, offset: number) => {
    const stars = /^(\*+)(\/?)$/.exec(token);
    const quantifier = /^[?+]/.test(token);
    const ignored = quantifier && afterStar;
    afterStar = stars !== null && stars[2] === '';
    if (ignored) return '';
    if (quantifier) return token.charAt(0);
    if (stars === null) return token === '.' ? '\\.' : token;
    const [, run = '', slash = ''] = stars;
    if (run.length === 1) return `[^/]*${slash}`;
    const wholeSegment = slash !== '' && (offset === 0 || pattern[offset - 1] === '/');
    return wholeSegment ? '(?:[^]*/)?' : `[^]*${slash}`;
  });
  return new RegExp(`^(?:${source})$`, 'u').test(text);
}
