import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KeyError, openKeys, readToken, UnsealError } from '../../../../src/store/keys/index.ts';

let data: string;
let folder: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'runbook-keys-'));
  folder = join(data, 'keys');
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const OTHER_KEY = 'ab'.repeat(32);

describe('keys', () => {
  it('are made at the first start, readable by their user only, and stay the same', () => {
    const first = openKeys(folder);
    expect(readdirSync(folder).sort()).toEqual(['master', 'token', 'worker-token']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    for (const token of [first.token, first.workerToken]) expect(token).toMatch(/^[\w-]{43}$/);
    expect(first.workerToken).not.toBe(first.token);
    const again = openKeys(folder);
    expect([again.token, again.workerToken]).toEqual([first.token, first.workerToken]);
    expect(again.unseal(first.seal('secret'))).toBe('secret');
    expect(readToken(data)).toBe(first.token);
  });

  it('give back any text that was sealed, and seal the same text differently each time', () => {
    const keys = openKeys(folder);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (clear) => {
        const sealed = keys.seal(clear);
        expect(keys.unseal(sealed)).toBe(clear);
        expect(keys.seal(clear)).not.toBe(sealed);
        expect(sealed).toMatch(/^v1\.[\w-]+$/);
      }),
      { numRuns: 50 },
    );
  });

  it('refuse a sealed text with any character changed, cut off, or of another version', () => {
    const keys = openKeys(folder);
    // 36 bytes in all: no bit of the last character is unused.
    const sealed = keys.seal('a secret');
    for (let at = 3; at < sealed.length; at++) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      expect(() => keys.unseal(changed)).toThrow(UnsealError);
    }
    for (const bad of ['', 'v1.', 'v1.abc', 'secret', sealed.replace('v1', 'v2'), `${sealed}.x`]) {
      expect(() => keys.unseal(bad)).toThrow(UnsealError);
    }
  });

  it('say that the master key is another one', () => {
    const sealed = openKeys(folder).seal('secret');
    const other = openKeys(folder, { RUNBOOK_MASTER_KEY: OTHER_KEY });
    expect(() => other.unseal(sealed)).toThrow(/sealed under another master key/);
  });

  it('take the master key from the environment, in hexadecimal or base64, and then make no file of it', () => {
    const sealed = openKeys(folder, { RUNBOOK_MASTER_KEY: OTHER_KEY }).seal('secret');
    expect(readdirSync(folder).sort()).toEqual(['token', 'worker-token']);
    const base64 = Buffer.from(OTHER_KEY, 'hex').toString('base64');
    expect(openKeys(folder, { RUNBOOK_MASTER_KEY: `${base64}\n` }).unseal(sealed)).toBe('secret');
    expect(() => openKeys(folder, { RUNBOOK_MASTER_KEY: 'too short' })).toThrow(KeyError);
  });

  it('take tokens from the environment and put them where commands find them', () => {
    openKeys(folder);
    const given = {
      RUNBOOK_TOKEN: 'a-token-of-all-the-servers',
      RUNBOOK_WORKER_TOKEN: 'b-token-of-the-workers\n',
    };
    const keys = openKeys(folder, given);
    expect(keys).toMatchObject({
      token: 'a-token-of-all-the-servers',
      workerToken: 'b-token-of-the-workers',
    });
    expect(readToken(data)).toBe('a-token-of-all-the-servers');
    expect(statSync(join(folder, 'token')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['master', 'token', 'worker-token']);
    expect(openKeys(folder, { RUNBOOK_TOKEN: '', RUNBOOK_WORKER_TOKEN: undefined })).toMatchObject({
      token: keys.token,
      workerToken: keys.workerToken,
    });
  });

  it('refuse a token that is too short to be one, and one token for both', () => {
    expect(() => openKeys(folder, { RUNBOOK_TOKEN: 'hunter2' })).toThrow(/RUNBOOK_TOKEN is no token/);
    const both = { RUNBOOK_TOKEN: 'the-same-for-everybody', RUNBOOK_WORKER_TOKEN: 'the-same-for-everybody' };
    expect(() => openKeys(folder, both)).toThrow(/give RUNBOOK_WORKER_TOKEN another value/);
  });

  it('name the file that holds no key, and leave it', () => {
    openKeys(folder);
    writeFileSync(join(folder, 'master'), 'nonsense');
    expect(() => openKeys(folder)).toThrow(/master does not hold a key/);
    expect(readFileSync(join(folder, 'master'), 'utf8')).toBe('nonsense');
  });
});

it('there is no token where there is no data folder', () => {
  expect(readToken(join(data, 'none'))).toBeNull();
});
