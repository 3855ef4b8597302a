import { describe, expect, it } from 'vitest';
import { ownPath } from '../../../../src/web/pages/sign-in/own-path.ts';

const ORIGIN = 'http://127.0.0.1:4000';

describe('where a browser goes after signing in', () => {
  it('is a path of these pages, as it is', () => {
    for (const path of ['/', '/runs/4', '/?text=a%20b', '/runs/1/jobs/2#step:3:4']) {
      expect(ownPath(path, ORIGIN)).toBe(path);
    }
  });

  it('is never elsewhere', () => {
    const elsewhere = [
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/\n\\evil.example',
      '/.//evil.example',
      '/a/..//evil.example',
      'http://evil.example',
      'javascript:alert(1)',
      '\t//evil.example',
      'runs',
      '',
      '//[',
    ];
    for (const path of [...elsewhere, null]) expect(ownPath(path, ORIGIN), `${path}`).toBeNull();
  });
});
