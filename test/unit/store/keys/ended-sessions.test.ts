import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EndedSessions, KeyError } from '../../../../src/store/keys/index.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-sessions-'));
  path = join(folder, 'ended-sessions');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('sessions that were ended', () => {
  it('stay ended when the server starts again, in a file of its user only', () => {
    const first = new EndedSessions(path, () => 0);
    expect(first.has('one')).toBe(false);
    first.add('one', 100);
    const again = new EndedSessions(path, () => 0);
    expect([again.has('one'), again.has('other')]).toEqual([true, false]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('are forgotten when they would have expired', () => {
    let now = 0;
    const sessions = new EndedSessions(path, () => now);
    sessions.add('one', 100);
    now = 100_000;
    sessions.add('other', 200);
    expect(readFileSync(path, 'utf8')).toBe('other 200\n');
  });

  it('are not guessed from a damaged file: the start says what to do', () => {
    writeFileSync(path, 'one 100\nhalf a li');
    expect(() => new EndedSessions(path)).toThrow(KeyError);
    expect(() => new EndedSessions(path)).toThrow(path);
  });
});
