import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRepositoryUrl, RepositoryUrlError } from '../../../src/git/index.ts';

const CHARACTERS = ['a', 'h', 't', 'p', 's', ':', '/', '@', '-', '.', '\n', ' ', '%', '"', '\\', '?', '#'];

const check = (text: string, allowLocal = false) => checkRepositoryUrl(text, { allowLocal });

describe("a repository's URL", () => {
  it.each([
    ['https://github.com/octo/app.git', 'https://github.com/octo/app.git', null],
    ['HTTPS://Host.example/octo/app', 'https://host.example/octo/app', null],
    ['https://ann:p%40ss@host/octo/app', 'https://host/octo/app', 'ann:p@ss'],
    ['https://token@host/octo/app', 'https://host/octo/app', 'token:'],
    ['http://host:8080/a/b#c', 'http://host:8080/a/b', null],
    ['ssh://git@host:22/octo/app.git', 'ssh://git@host:22/octo/app.git', null],
    ['git@github.com:octo/app.git', 'git@github.com:octo/app.git', null],
    ['host:octo/app.git', 'host:octo/app.git', null],
  ])('%s is taken, its credentials apart', (text, url, credentials) => {
    expect(check(text)).toEqual({ url, credentials });
  });

  it('may be a path or file:// URL only where local ones are allowed', () => {
    expect(check('/srv/git/../git/app.git', true)).toEqual({ url: '/srv/git/app.git', credentials: null });
    expect(check('file:///srv/git/a%20b.git', true)).toEqual({
      url: 'file:///srv/git/a%20b.git',
      credentials: null,
    });
    expect(check('/srv/my git/app.git', true).url).toBe('/srv/my git/app.git');
    for (const text of ['/srv/git/app.git', 'file:///srv/git/app.git']) {
      expect(() => check(text)).toThrow(/--allow-local-repositories/);
    }
    expect(() => check('file://host/srv/app.git', true)).toThrow(RepositoryUrlError);
  });

  it.each([
    '',
    '-',
    '--upload-pack=touch /tmp/x',
    '-oProxyCommand=x:y',
    'ext::sh -c touch% /tmp/x',
    'ext::sh',
    'fd::17',
    'git://host/octo/app',
    'ftp://host/octo/app',
    'ssh://-oProxyCommand=touch/app',
    'ssh://host/-x',
    'ssh://git:password@host/octo/app',
    'ssh://-l@host/app',
    '-x@host:app',
    'host:-x',
    'relative/path',
    '../up',
    'https://host',
    'https://host/a b',
    'https://host/a\nfetch = x',
    'https://a%0d%0ab@host/x',
    'https://host/octo/app?private_token=x',
    'https://%ff@host/x',
    `https://host/${'x'.repeat(3_000)}`,
    'C:\\repository',
  ])('%j is refused, local ones allowed or not', (text) => {
    for (const allowLocal of [false, true]) expect(() => check(text, allowLocal)).toThrow(RepositoryUrlError);
  });

  it('is not shown with its password when it is refused', () => {
    expect(() => check('https://ann:hunter2@host')).toThrow(/^(?!.*hunter2)/);
    expect(() => check('foo://ann:hunter2@host/x')).toThrow(/^(?!.*hunter2)/);
    expect(() => check('https://ann:hunter2/@host/x')).toThrow(/^(?!.*hunter2)/);
    expect(() => check('https://host/x?token=hunter2')).toThrow(/^(?!.*hunter2)/);
  });

  it('that is taken is one line, no option, of an allowed transport, and is taken again unchanged', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 30 }), fc.webUrl()),
        (text) => {
          let checked;
          try {
            checked = check(text);
          } catch (error) {
            expect(error).toBeInstanceOf(RepositoryUrlError);
            return;
          }
          expect(checked.url).toMatch(/^(https?:\/\/|ssh:\/\/|[A-Za-z0-9_][^:\s]*:)/);
          expect(checked.url).not.toMatch(/[\s\\]|^-|^[A-Za-z0-9]+::/);
          expect(check(checked.url)).toEqual({ url: checked.url, credentials: null });
        },
      ),
      { numRuns: 500 },
    );
  });
});
