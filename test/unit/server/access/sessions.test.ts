import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SESSION_SECONDS, Sessions } from '../../../../src/server/access/index.ts';

const TOKEN = 'a-token-of-this-server-000';
const START = Date.UTC(2026, 0, 1);

/** The sessions of a server, on a clock that the test sets. */
function sessionsOf(token: string, clock = { now: START }) {
  const ids = new Set<string>();
  const ended = { has: (id: string) => ids.has(id), add: (id: string) => void ids.add(id) };
  return { sessions: new Sessions({ token, ended, now: () => clock.now }), clock };
}

describe('a session', () => {
  it('opens every server with the same token, and none with another', () => {
    const shown = sessionsOf(TOKEN).sessions.open();
    expect(sessionsOf(TOKEN).sessions.find(shown)).not.toBeNull();
    expect(sessionsOf(`${TOKEN}x`).sessions.find(shown)).toBeNull();
  });

  it('is over after 30 days, to the second', () => {
    const { sessions, clock } = sessionsOf(TOKEN);
    const shown = sessions.open();
    clock.now = START + SESSION_SECONDS * 1_000 - 1;
    expect(sessions.find(shown)).not.toBeNull();
    clock.now = START + SESSION_SECONDS * 1_000;
    expect(sessions.find(shown)).toBeNull();
  });

  it('opens nothing once it was ended, and leaves the others as they are', () => {
    const { sessions } = sessionsOf(TOKEN);
    const [one, other] = [sessions.open(), sessions.open()];
    const session = sessions.find(one);
    if (session !== null) sessions.end(session);
    expect(sessions.find(one)).toBeNull();
    expect(sessions.find(other)).not.toBeNull();
  });

  it('is a text that a cookie holds as it is, with nothing of the token in it', () => {
    const shown = sessionsOf(TOKEN).sessions.open();
    expect(shown).toMatch(/^[\w.-]{70,100}$/);
    expect(shown).not.toContain(TOKEN);
  });

  it('opens nothing with any one character changed, added or taken away', () => {
    const { sessions } = sessionsOf(TOKEN);
    const shown = sessions.open();
    const place = fc.nat(shown.length - 1);
    const character = fc.constantFrom(...'ABCXYZabcxyz0189-_.=% '.split(''));
    fc.assert(
      fc.property(place, character, fc.constantFrom(0, 1), (at, one, taken) => {
        const changed = shown.slice(0, at) + one + shown.slice(at + taken);
        fc.pre(changed !== shown);
        expect(sessions.find(changed)).toBeNull();
        expect(sessions.find(shown.slice(0, at) + shown.slice(at + 1))).toBeNull();
        expect(sessions.find(shown.slice(0, at))).toBeNull();
      }),
      { numRuns: 2_000 },
    );
    expect(sessions.find(shown)).not.toBeNull();
  });

  it('is in no text that somebody makes up, however long', () => {
    const { sessions } = sessionsOf(TOKEN);
    fc.assert(fc.property(fc.string(), (text) => sessions.find(text) === null));
    expect(sessions.find(`v1.${'a'.repeat(22)}.zzzzzzzzz.${'a'.repeat(43)}`)).toBeNull();
    expect(sessions.find('v1.'.repeat(100_000))).toBeNull();
  });
});
