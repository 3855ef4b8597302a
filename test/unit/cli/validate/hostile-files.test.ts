import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GOOD, MISSPELT, run, Workspace } from './workspace.ts';

let workspace: Workspace;
beforeAll(() => {
  workspace = new Workspace();
});
afterAll(() => workspace.remove());

/** `LINE:COLUMN severity rule` of each problem of a file, and the exit code. */
async function judged(path: string): Promise<{ code: number; found: string[] }> {
  const { code, stdout } = await run([path], { format: 'json' });
  const problems: { line: number; column: number; severity: string; rule: string }[] = JSON.parse(stdout);
  return {
    code,
    found: problems.map(({ line, column, severity, rule }) => `${line}:${column} ${severity} ${rule}`),
  };
}

describe('a file that is no workflow', () => {
  it.each([
    { what: 'an empty file', content: '', found: ['1:1 error empty-file'] },
    { what: 'a NUL in the text', content: `${GOOD}# \0 \n`, found: ['7:3 error control-character'] },
    {
      what: 'bytes that are not UTF-8',
      content: Buffer.from('# \xe9\n', 'latin1'),
      found: ['1:3 error not-utf8'],
    },
    { what: 'UTF-16', content: Buffer.from('\ufeffon: push\n', 'utf16le'), found: ['1:1 error not-utf8'] },
    { what: 'a line of 10 MB', content: `# ${'x'.repeat(10_000_000)}`, found: ['1:1 error file-too-large'] },
    {
      what: 'one byte more than may be',
      content: '#'.repeat(1024 * 1024 + 1),
      found: ['1:1 error file-too-large'],
    },
    { what: 'nothing but brackets', content: '['.repeat(1_000_000), found: ['1:101 error nesting-too-deep'] },
  ])('has one error: $what', async ({ content, found }) => {
    const file = workspace.write('.runbook/x.yml', content);
    expect(await judged(file)).toEqual({ code: 1, found });
  });

  it('is refused where it is a symbolic link, as a server refuses it', async () => {
    const target = workspace.write('elsewhere/good.yml', GOOD);
    const link = join(workspace.root, 'elsewhere/link.yml');
    symlinkSync(target, link);
    expect(await judged(link)).toEqual({ code: 1, found: ['1:1 error unreadable-file'] });
  });
});

describe('what cannot be read', () => {
  it('ends with 2 after all others were checked: a folder, a pipe, a forbidden file', async () => {
    const folder = join(workspace.root, 'mixed');
    workspace.write('mixed/a.yml', MISSPELT);
    mkdirSync(join(folder, 'b.yml'));
    execFileSync('mkfifo', [join(folder, 'c.yml')]);
    symlinkSync('/dev/zero', join(folder, 'd.yml'));
    workspace.write('mixed/e.yml', MISSPELT);
    const { code, stdout, stderr } = await run([folder]);
    expect(code).toBe(2);
    expect(stdout).toContain('a.yml:5:5: error');
    expect(stdout).toContain('d.yml:1:1: error: The file is a symbolic link');
    expect(stdout).toContain('e.yml:5:5: error');
    expect(stderr).toContain('b.yml cannot be read: it is a folder.');
    expect(stderr).toContain('c.yml cannot be read: it is neither a file nor a folder.');
  });

  it.skipIf(process.getuid?.() === 0)('says that permission is denied', async () => {
    const file = workspace.write('secret.yml', GOOD);
    chmodSync(file, 0);
    expect((await run([file])).stderr).toContain('secret.yml cannot be read: permission denied.');
  });
});

describe('a hostile text', () => {
  it('cannot move the cursor: names and lines are printed without control characters', async () => {
    const file = workspace.write('.runbook/\u001b[2J.yml', `${GOOD}"\\e[2J\u0085\u202e": 1\n`);
    const { stdout } = await run([file]);
    expect(stdout).toContain('[unknown-key]');
    expect(stdout).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });

  it('of one long line is shown around each place, in little', async () => {
    const keys = Array.from({ length: 300 }, (_, index) => `k${index}: {a: ${'y'.repeat(2_000)}}`);
    const file = workspace.write(
      '.runbook/long.yml',
      `{on: push, jobs: {b: {runs-on: x, steps: [{run: y}], ${keys.join(', ')}}}}`,
    );
    const { code, stdout } = await run([file]);
    expect(code).toBe(1);
    expect(stdout).toContain('…');
    expect(stdout.length).toBeLessThan(100_000);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(1_000);
  });
});
