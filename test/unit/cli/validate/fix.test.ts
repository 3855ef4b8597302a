import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkFiles } from '../../../../src/cli/validate/check-files.ts';
import { fixFiles } from '../../../../src/cli/validate/fix/fix-files.ts';
import { memoryContext } from '../memory-output.ts';
import { GOOD, MISSPELT, run, Workspace } from './workspace.ts';

let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
});
afterEach(() => workspace.remove());

/** Runs `--fix` and answers its question. */
async function fixAnswering(file: string, agree: (question: string) => Promise<boolean>): Promise<string> {
  const choice = { paths: [file], input: process.stdin };
  return fixFiles(checkFiles(choice, []), agree, memoryContext());
}

describe('--fix without anybody to ask', () => {
  it('prints the diff, says how to write it, writes nothing, and ends with 1', async () => {
    const file = workspace.write('ci.yml', MISSPELT);
    const { code, stdout, stderr } = await run([file], { fix: true });
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        `--- a/${file}`,
        `+++ b/${file}`,
        '@@ -2,6 +2,6 @@',
        ' jobs:',
        '   build:',
        '     runs-on: ubuntu-latest',
        '-    timeout-minute: 5',
        '+    timeout-minutes: 5',
        '     steps:',
        '       - run: make',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('Nothing was written to 1 file; `runbook validate --fix --yes` does it.\n');
    expect(readFileSync(file, 'utf8')).toBe(MISSPELT);
  });

  it('prints a diff that git applies', async () => {
    const file = workspace.write('ci.yml', MISSPELT.replaceAll('\n', '\r\n'));
    const { stdout } = await run([file], { fix: true });
    const diff = stdout.replaceAll(file, 'ci.yml');
    execFileSync('git', ['apply', '-'], { cwd: workspace.root, input: diff });
    expect(readFileSync(file, 'utf8')).toBe(MISSPELT.replace('minute', 'minutes').replaceAll('\n', '\r\n'));
  });

  it('is as without it where there is nothing to fix', async () => {
    const file = workspace.write('ci.yml', GOOD);
    expect(await run([file], { fix: true })).toEqual(await run([file]));
  });

  it('still ends with 2 where a path cannot be read', async () => {
    const file = workspace.write('ci.yml', MISSPELT);
    const { code, stderr } = await run([file, join(workspace.root, 'absent.yml')], { fix: true });
    expect(code).toBe(2);
    expect(stderr).toContain('absent.yml cannot be read');
  });
});

describe('--fix --yes', () => {
  it('writes, checks again and says what is left', async () => {
    const file = workspace.write('ci.yml', `${MISSPELT}    nonsense: 1\n`);
    const { code, stdout } = await run([file], { fix: true, yes: true });
    expect(code).toBe(1);
    expect(stdout).toContain('+    timeout-minutes: 5');
    expect(stdout).toContain('`nonsense` is not a key of a job');
    expect(stdout).toContain('1 file checked: 1 error.');
    expect(readFileSync(file, 'utf8')).toBe(`${MISSPELT.replace('minute', 'minutes')}    nonsense: 1\n`);
  });

  it('keeps byte order mark, line ends, mode and everything else, and leaves nothing beside the file', async () => {
    const source = `\uFEFF# größer 日本\r\n${MISSPELT}\r\n# end`.replaceAll(/\r?\n/g, '\r\n');
    const file = workspace.write('ci.yml', source);
    chmodSync(file, 0o754);
    expect((await run([file], { fix: true, yes: true })).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(source.replace('minute', 'minutes'));
    expect(statSync(file).mode & 0o7777).toBe(0o754);
    expect(readdirSync(dirname(file))).toEqual(['ci.yml']);
  });

  it('writes nothing that would have more errors than before', async () => {
    const source = GOOD.replace('jobs:\n', 'job:\n').replace(
      'steps:',
      'nonsense: 1\n    rubbish: 2\n    steps:',
    );
    const file = workspace.write('ci.yml', source);
    const { code } = await run([file], { fix: true, yes: true });
    expect(code).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe(source);
  });

  it('refuses other forms and standard input', async () => {
    await expect(run(['-'], { fix: true }, MISSPELT)).rejects.toThrow('standard input is none');
    await expect(run([], { fix: true, format: 'json' })).rejects.toThrow('leave --format json out');
  });
});

describe('--fix on a terminal', () => {
  it('asks, and a no leaves the file as it is', async () => {
    const file = workspace.write('ci.yml', MISSPELT);
    const questions: string[] = [];
    const answer = (question: string): Promise<boolean> => {
      questions.push(question);
      return Promise.resolve(false);
    };
    expect(await fixAnswering(file, answer)).toBe('not written');
    expect(questions).toEqual(['Write this to 1 file?']);
    expect(readFileSync(file, 'utf8')).toBe(MISSPELT);
  });

  it('does not write over what was saved while it asked', async () => {
    const file = workspace.write('ci.yml', MISSPELT);
    const answer = (): Promise<boolean> => {
      writeFileSync(file, GOOD);
      return Promise.resolve(true);
    };
    await expect(fixAnswering(file, answer)).rejects.toThrow('has changed since it was read');
    expect(readFileSync(file, 'utf8')).toBe(GOOD);
  });
});

describe('--fix in a repository', () => {
  it('writes the path of a local action and of a called workflow that were meant', async () => {
    const called = `on: workflow_call\n${GOOD.slice(GOOD.indexOf('jobs:'))}`;
    workspace.write('.runbook/called.yml', called);
    workspace.write(
      '.github/actions/greet/action.yml',
      'name: Greet\ndescription: Greets\nruns:\n  using: composite\n  steps:\n    - run: echo hi\n      shell: bash\n',
    );
    const greeted = GOOD.replace('steps:\n', 'steps:\n      - uses: ./.github/actions/gret\n');
    const source = `${greeted}  call:\n    uses: ./.runbook/caled.yml\n`;
    const file = workspace.write('.runbook/ci.yml', source);
    await run([file], { fix: true, yes: true });
    expect(readFileSync(file, 'utf8')).toBe(source.replace('gret', 'greet').replace('caled', 'called'));
  });
});
