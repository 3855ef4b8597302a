import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Folder, runbook } from './program.ts';

const GOOD = 'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';
const BAD =
  'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    need: other\n    steps:\n      - run: make\n';

let folder: Folder;
beforeAll(async () => {
  folder = await Folder.make();
  await folder.write({
    '.runbook/good.yml': GOOD,
    '.runbook/notes.txt': 'not a workflow',
    'bad/one.yaml': BAD,
    'bad/two.yml': 'on: [push\n',
    'checkout/.runbook/good.yml': GOOD,
    'checkout/compose.yml': 'services: {}\n',
  });
});
afterAll(() => folder.remove());

const validate = (...args: readonly string[]) => runbook(['validate', ...args], { cwd: folder.path });

describe('runbook validate', () => {
  it('checks .runbook by default', async () => {
    expect(await validate()).toEqual({ code: 0, stdout: '1 file checked, no problems found.\n', stderr: '' });
  });

  it('checks the workflows of a checkout that is named', async () => {
    const { code, stdout } = await validate('checkout');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1 file checked, no problems found.\n' });
  });

  it('prints place, line and advice, and ends with 1', async () => {
    const { code, stdout } = await validate('bad/one.yaml');
    expect(code).toBe(1);
    expect(stdout).toContain('bad/one.yaml:5:5: error:');
    expect(stdout).toContain('`needs`');
    expect(stdout).toContain('    5 |     need: other\n      |     ^^^^\n');
  });

  it('prints an array for machines, of all files', async () => {
    const { code, stdout } = await validate('bad', '.runbook', '--format', 'json');
    expect(code).toBe(1);
    const problems = JSON.parse(stdout) as { file: string }[];
    expect(new Set(problems.map(({ file }) => file))).toEqual(new Set(['bad/one.yaml', 'bad/two.yml']));
    expect(Object.keys(problems[0]!)).toEqual([
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
      'severity',
      'rule',
      'message',
    ]);
  });

  it('prints an empty array where nothing is wrong', async () => {
    expect(await validate('--format', 'json')).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  });

  it('reads standard input', async () => {
    const { code, stdout } = await runbook(['validate', '-'], { input: BAD });
    expect(code).toBe(1);
    expect(stdout).toContain('-:5:5: error:');
  });

  it('takes its form from the environment, as every flag', async () => {
    const env = { ...process.env, RUNBOOK_FORMAT: 'github' };
    const { stdout } = await runbook(['validate', '-', '--stdin-path', 'ci.yml'], { input: BAD, env });
    expect(stdout).toMatch(/^::error file=ci\.yml,line=5,endLine=5,col=5,endColumn=9,title=unknown-key::/);
  });

  it('shows fixes as a diff, and writes them where it is told to', async () => {
    await folder.write({ 'fix/ci.yml': BAD.replace('other', '[]') });
    const shown = await validate('fix/ci.yml', '--fix');
    expect(shown.code).toBe(1);
    expect(shown.stdout).toContain('-    need: []\n+    needs: []\n');
    expect(shown.stderr).toContain('Nothing was written to 1 file');
    expect((await validate('fix/ci.yml', '--fix', '--yes')).code).toBe(0);
    expect((await validate('fix/ci.yml')).stdout).toBe('1 file checked, no problems found.\n');
  });

  it('explains a rule, and ends with 2 for one that there is not', async () => {
    expect((await validate('--explain', 'unknown-key')).stdout).toContain('Right:');
    const { code, stderr } = await validate('--explain', 'unknwon-key');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'runbook: There is no rule unknwon-key; did you mean unknown-key?\n',
    });
  });

  it('ends with 2 for what cannot be read, after it has checked the others', async () => {
    const { code, stdout, stderr } = await validate('missing.yml', 'bad/one.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('missing.yml cannot be read: there is no such file or folder.');
    expect(stdout).toContain('bad/one.yaml:5:5: error:');
  });

  it('finds an empty file wrong', async () => {
    await folder.write({ 'empty.yml': '' });
    expect((await validate('empty.yml')).code).toBe(1);
  });

  it('says so where there is nothing to check', async () => {
    const empty = await Folder.make();
    const { code, stderr } = await runbook(['validate'], { cwd: empty.path });
    expect(code).toBe(2);
    expect(stderr).toContain('neither .runbook nor .github/workflows');
    await empty.remove();
  });
});
