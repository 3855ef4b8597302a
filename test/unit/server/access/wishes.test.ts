import { describe, expect, it } from 'vitest';
import {
  type AccessOptions,
  checkAccess,
  rightsOf,
  Sessions,
  type Wish,
} from '../../../../src/server/access/index.ts';
import { HttpProblem } from '../../../../src/server/http/problem.ts';

const TOKEN = 'the-token-of-this-server';
const sessions = new Sessions({
  token: TOKEN,
  ended: { has: () => false, add: () => undefined },
  now: Date.now,
});
const LOOPBACK: AccessOptions = {
  host: '127.0.0.1',
  url: null,
  token: TOKEN,
  workerToken: 'the-token-of-its-workers',
  sessions,
};
const PUBLIC: AccessOptions = { ...LOOPBACK, host: '0.0.0.0', url: new URL('https://ci.example.com') };

interface Headers {
  readonly [name: string]: string;
}

const AT_HOME = { host: '127.0.0.1:4000' };
const AWAY = { host: 'ci.example.com' };
const BEARER = { authorization: `Bearer ${TOKEN}` };
const WORKER = { authorization: `Bearer ${LOOPBACK.workerToken}` };
const WRONG = { authorization: 'Bearer something-else' };
const COOKIE = { cookie: `other=1; runbook-session-4000=${sessions.open()}` };
const SECURE_COOKIE = { cookie: `__Host-runbook-session=${sessions.open()}` };
const OWN = { origin: 'http://127.0.0.1:4000', 'sec-fetch-site': 'same-origin' };
const OWN_AWAY = { origin: 'https://ci.example.com', 'sec-fetch-site': 'same-origin' };
const CLICKED = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};
const FRAMED = { ...CLICKED, 'sec-fetch-dest': 'iframe' };
const FOREIGN = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
const OTHER_PORT = { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-site' };
const SANDBOXED = { origin: 'null', 'sec-fetch-site': 'cross-site' };
const REBOUND = { host: 'evil.example:4000' };

/** 200: it goes on. */
function statusFor(headers: Headers, wish: Wish, options: AccessOptions): number {
  try {
    checkAccess(headers, wish, options);
    return 200;
  } catch (error) {
    if (error instanceof HttpProblem) return error.status;
    throw error;
  }
}

const WISHES = ['read', 'change', 'orchestrator', 'worker', 'page', 'session', 'signed', 'probe'] as const;

/** Who calls, how, and what a request with each of WISHES gets, in their order. */
type Row = readonly [who: string, headers: Headers, statuses: string];
const NOTHING = '403 403 403 403 403 403 403 403';

function table(options: AccessOptions, rows: readonly Row[]): void {
  it.each(rows)('%s', (_who, headers, statuses) => {
    expect(WISHES.map((wish) => statusFor(headers, wish, options)).join(' ')).toBe(statuses);
  });
}

describe('on loopback', () => {
  table(LOOPBACK, [
    ['nobody in particular reads', AT_HOME, '200 401 401 401 200 200 200 200'],
    ['the token opens everything', { ...AT_HOME, ...BEARER }, '200 200 200 200 200 200 200 200'],
    ['the token of workers is for workers', { ...AT_HOME, ...WORKER }, '401 401 401 200 200 200 200 200'],
    ['a wrong token is worse than none', { ...AT_HOME, ...WRONG }, '401 401 401 401 200 200 200 200'],
    [
      'a wrong token is not helped by a session',
      { ...AT_HOME, ...WRONG, ...COOKIE, ...OWN },
      '401 401 401 401 200 200 200 200',
    ],
    [
      'a session changes from a page of this server, and never opens what machines need',
      { ...AT_HOME, ...COOKIE, ...OWN },
      '200 200 401 401 200 200 200 200',
    ],
    [
      'a session changes where only Sec-Fetch-Site says whose page it is',
      { ...AT_HOME, ...COOKIE, 'sec-fetch-site': 'same-origin' },
      '200 200 401 401 200 200 200 200',
    ],
    [
      'a session changes nothing without a word about whose page it is',
      { ...AT_HOME, ...COOKIE },
      '200 403 401 401 200 200 200 200',
    ],
    [
      'a session changes nothing by an address that was typed',
      { ...AT_HOME, ...COOKIE, 'sec-fetch-site': 'none' },
      '200 403 401 401 200 200 200 200',
    ],
    [
      'a session behind a proxy reads and changes',
      { ...AT_HOME, ...COOKIE, ...OWN, 'x-forwarded-for': '203.0.113.7' },
      '200 200 401 401 200 200 200 200',
    ],
    [
      'nobody in particular reads nothing behind a proxy',
      { ...AT_HOME, 'x-forwarded-for': '203.0.113.7' },
      '401 401 401 401 200 200 200 200',
    ],
    [
      'a session of another port is none',
      { host: '127.0.0.1:4001', ...COOKIE, origin: 'http://127.0.0.1:4001' },
      '200 401 401 401 200 200 200 200',
    ],
    [
      'a link in a chat leads to pages',
      { ...AT_HOME, ...COOKIE, ...CLICKED },
      '200 403 403 403 200 403 403 403',
    ],
    ['a frame of another site gets nothing', { ...AT_HOME, ...COOKIE, ...FRAMED }, NOTHING],
    ['a page of another site gets nothing', { ...AT_HOME, ...COOKIE, ...FOREIGN }, NOTHING],
    ['a page of another site gets nothing with the token', { ...AT_HOME, ...BEARER, ...FOREIGN }, NOTHING],
    ['a page of another port gets nothing', { ...AT_HOME, ...COOKIE, ...OTHER_PORT }, NOTHING],
    ['a sandboxed page gets nothing', { ...AT_HOME, ...COOKIE, ...SANDBOXED }, NOTHING],
    ['a page without an origin of its own gets nothing', { ...AT_HOME, ...COOKIE, origin: 'null' }, NOTHING],
    [
      'a name that was made to point here gets nothing but what proves itself',
      { ...REBOUND, ...COOKIE, 'sec-fetch-site': 'same-origin' },
      '403 403 403 403 403 403 200 200',
    ],
    [
      'nor does it where its page sends its own Origin',
      { ...REBOUND, ...COOKIE, origin: 'http://evil.example:4000' },
      NOTHING,
    ],
    ['no name at all gets as little', { ...COOKIE }, '403 403 403 403 403 403 200 200'],
  ]);
});

describe('at a public address', () => {
  table(PUBLIC, [
    ['nobody in particular sees pages only', AWAY, '401 401 401 401 200 200 200 200'],
    [
      'a session reads and changes',
      { ...AWAY, ...SECURE_COOKIE, ...OWN_AWAY },
      '200 200 401 401 200 200 200 200',
    ],
    [
      'a cookie that a neighbouring name may have set is none',
      { ...AWAY, ...OWN_AWAY, cookie: COOKIE.cookie.replace('4000', '80') },
      '401 401 401 401 200 200 200 200',
    ],
    [
      'the same name without https is another site',
      { ...AWAY, ...SECURE_COOKIE, origin: 'http://ci.example.com' },
      NOTHING,
    ],
    [
      'another name of the machine is not known',
      { ...AT_HOME, ...SECURE_COOKIE },
      '403 403 403 403 403 403 200 200',
    ],
    ['the token is good under any name', { ...AT_HOME, ...BEARER }, '200 200 200 200 200 200 200 200'],
  ]);
});

describe('the rights of a caller', () => {
  it.each([
    ['on loopback', AT_HOME, LOOPBACK, [false, true, false]],
    ['with the token', { ...AT_HOME, ...BEARER }, LOOPBACK, [false, true, true]],
    ['with a wrong token', { ...AT_HOME, ...WRONG, ...COOKIE }, LOOPBACK, [true, false, false]],
    ['signed in', { ...AT_HOME, ...COOKIE }, LOOPBACK, [true, true, true]],
    ['from elsewhere', AWAY, PUBLIC, [false, false, false]],
    ['signed in from elsewhere', { ...AWAY, ...SECURE_COOKIE }, PUBLIC, [true, true, true]],
  ] as const)('%s', (_who, headers, options, [signedIn, canRead, canChange]) => {
    expect(rightsOf(headers, options)).toEqual({ signedIn, canRead, canChange });
  });
});
