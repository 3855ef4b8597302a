import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchOf, isObjectId, isRefName, isZeroId } from '../../../src/events/git-names.ts';

function gitAccepts(ref: string): boolean {
  try {
    execFileSync('git', ['check-ref-format', ref], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('ref names', () => {
  it('are accepted exactly where git accepts them', () => {
    const part = fc.string({
      unit: fc.constantFrom('a', '.', '/', '@', '{', '~', ' ', '-', 'ü', '"', '\\', '*', '.lock', '\u007f'),
      maxLength: 6,
    });
    fc.assert(
      fc.property(part, (text) => {
        const ref = `refs/heads/${text}`;
        expect(isRefName(ref)).toBe(gitAccepts(ref));
      }),
      { numRuns: 200 },
    );
  });

  it('begin with refs/ and are bounded', () => {
    expect(isRefName('refs/heads/main')).toBe(true);
    for (const ref of [
      '',
      'main',
      'refs/x',
      '-x',
      'refs/heads/',
      `refs/heads/${'a'.repeat(1_000)}`,
      'refs/heads/a\0b',
    ]) {
      expect(isRefName(ref)).toBe(false);
    }
  });

  it('give their branch', () => {
    expect(branchOf('refs/heads/a/b')).toBe('a/b');
    expect(branchOf('refs/tags/a')).toBeNull();
  });
});

describe('object ids', () => {
  it('have 40 or 64 hex digits in lower case', () => {
    expect(['a'.repeat(40), '0'.repeat(64)].map(isObjectId)).toEqual([true, true]);
    expect(
      ['a'.repeat(41), 'A'.repeat(40), 'g'.repeat(40), `${'a'.repeat(40)}\n`, ''].map(isObjectId),
    ).toEqual([false, false, false, false, false]);
    expect([isZeroId('0'.repeat(40)), isZeroId(''), isZeroId(`0${'1'.repeat(39)}`)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
