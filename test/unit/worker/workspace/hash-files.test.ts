import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hashFiles } from '../../../../src/worker/workspace/index.ts';

let folder: string;
let outside: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-hash-'));
  outside = mkdtempSync(join(tmpdir(), 'runbook-outside-'));
  for (const path of [
    'a.lock',
    'b/c.lock',
    'b/.d/e.lock',
    'node_modules/f.lock',
    'b/g.txt',
    '.git/h.lock',
    '{x}.lock',
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
  writeFileSync(join(outside, 'secret.lock'), 'secret');
  symlinkSync(outside, join(folder, 'away'));
  symlinkSync(join(outside, 'secret.lock'), join(folder, 'link.lock'));
  symlinkSync('nowhere', join(folder, 'broken.lock'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(outside, { recursive: true, force: true });
});

/** What GitHub computes: the hash of the files' hashes. */
function expected(...contents: string[]): string {
  const total = createHash('sha256');
  for (const content of contents) total.update(createHash('sha256').update(content).digest());
  return total.digest('hex');
}

describe('hashFiles', () => {
  it('hashes what matches, sorted by path, dot folders included', async () => {
    expect(await hashFiles(folder, ['b/**/*.lock'])).toBe(expected('b/.d/e.lock', 'b/c.lock'));
    expect(await hashFiles(folder, ['./a.lock'])).toBe(expected('a.lock'));
    expect(await hashFiles(folder, [join(folder, 'a.lock')])).toBe(expected('a.lock'));
  });

  it('takes a folder for all below it, several patterns together, and ! for exceptions', async () => {
    expect(await hashFiles(folder, ['b'])).toBe(expected('b/.d/e.lock', 'b/c.lock', 'b/g.txt'));
    expect(await hashFiles(folder, ['b/\n!b/.d/**', 'a.lock'])).toBe(
      expected('a.lock', 'b/c.lock', 'b/g.txt'),
    );
  });

  it('has no braces, as on GitHub', async () => {
    expect(await hashFiles(folder, ['{x}.lock'])).toBe(expected('{x}.lock'));
    expect(await hashFiles(folder, ['{a,b}.lock'])).toBe('');
  });

  it('never leaves the workspace', async () => {
    const inside = expected('a.lock', 'b/.d/e.lock', 'b/c.lock', 'node_modules/f.lock', '{x}.lock');
    expect(await hashFiles(folder, ['**/*.lock'])).toBe(inside);
    for (const pattern of ['away/**', '../**', outside, 'link.lock', '!**', '']) {
      expect(await hashFiles(folder, [pattern]), pattern).toBe('');
    }
  });
});
