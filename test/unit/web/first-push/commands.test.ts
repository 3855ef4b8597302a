import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bareRepositoryCommand,
  gitHubCommand,
  localTarget,
  pushCommand,
} from '../../../../src/web/first-push/commands.ts';

describe('The commands for the first push', () => {
  it('name the address that the page came from', () => {
    for (const command of [bareRepositoryCommand, gitHubCommand])
      expect(command('https://ci.example.com')).toContain(' --server https://ci.example.com');
  });

  it('push a repository of this machine to its path, and others to where their checkout pushes', () => {
    expect(pushCommand(localTarget({ url: '/srv/git/project.git' }))).toMatch(
      /^git push \/srv\/git\/project\.git HEAD:main$/m,
    );
    expect(pushCommand(localTarget({ url: 'https://github.com/octocat/hello.git' }))).toMatch(/^git push$/m);
  });

  it('give a shell the path of a repository as one word, whatever it is called', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(name, (text) => {
        const path = `/srv/${text}.git`;
        const printed = execFileSync('sh', ['-c', `printf %s ${localTarget({ url: path })}`], {
          encoding: 'utf8',
        });
        expect(printed).toBe(path);
      }),
      { numRuns: 50 },
    );
  });
});
