import { describe, expect, it } from 'vitest';
import { SignInLinks } from '../../../../src/server/session/index.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

describe('the codes of links', () => {
  it('are good once', () => {
    const links = new SignInLinks(() => 0);
    const { code } = links.make();
    expect(code).toMatch(/^[\w-]{32}$/);
    expect([links.take(code), links.take(code)]).toEqual([true, false]);
  });

  it('are good for a day, and no millisecond longer', () => {
    let now = 1_000;
    const links = new SignInLinks(() => now);
    const [one, other] = [links.make(), links.make()];
    expect(one.expiresAt).toBe(1_000 + DAY_MS);
    now = DAY_MS + 999;
    expect(links.take(one.code)).toBe(true);
    now = DAY_MS + 1_000;
    expect(links.take(other.code)).toBe(false);
  });

  it('are not good because somebody names them', () => {
    const links = new SignInLinks(() => 0);
    const { code } = links.make();
    for (const made of ['', code.slice(1), `${code}x`, code.toUpperCase(), '__proto__']) {
      expect(links.take(made), made).toBe(false);
    }
    expect(links.take(code)).toBe(true);
  });

  it('are a hundred at most: the oldest goes', () => {
    const links = new SignInLinks(() => 0);
    const codes = Array.from({ length: 150 }, () => links.make().code);
    expect(codes.filter((code) => links.take(code))).toEqual(codes.slice(50));
  });
});
