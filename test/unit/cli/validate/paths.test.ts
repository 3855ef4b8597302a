import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedFilesAt, filesOfCheckout, workflowFilesAt } from '../../../../src/cli/validate/find-files.ts';
import { GOOD, MISSPELT, run, Workspace } from './workspace.ts';

const ACTION =
  'name: Greet\ndescription: Greets\nruns:\n  using: composite\n  steps:\n    - run: echo hi\n      shell: bash\n';

let workspace: Workspace;
let inside: (paths: readonly string[]) => string[];
beforeAll(() => {
  workspace = new Workspace();
  inside = (paths) => paths.map((path) => relative(workspace.root, path));
  for (const path of [
    'checkout/.runbook/a.yml',
    'checkout/.runbook/b.yaml',
    'checkout/.github/workflows/c.yml',
  ]) {
    workspace.write(path, GOOD);
  }
  for (const folder of [
    '',
    '.github/actions/greet/',
    '.github/actions/deep/er/',
    '.github/actions/x/node_modules/y/',
  ]) {
    workspace.write(`checkout/${folder}action.yml`, ACTION);
  }
  workspace.write('checkout/compose.yml', 'services: {}\n');
  workspace.write('plain/one.yml', GOOD);
  workspace.write('plain/notes.txt', 'no');
  workspace.write('plain/inner/two.yml', MISSPELT);
  workspace.write('empty/notes.txt', 'no');
  symlinkSync('.', join(workspace.root, 'checkout/.github/actions/round'));
});
afterAll(() => workspace.remove());

describe('the files that a path names', () => {
  it('of a checkout are its workflows of both folders and its own actions', async () => {
    expect(inside(await checkedFilesAt(join(workspace.root, 'checkout')))).toEqual([
      'checkout/.runbook/a.yml',
      'checkout/.runbook/b.yaml',
      'checkout/.github/workflows/c.yml',
      'checkout/action.yml',
      'checkout/.github/actions/deep/er/action.yml',
      'checkout/.github/actions/greet/action.yml',
    ]);
  });

  it('of a checkout to run are those of the first folder', async () => {
    expect(inside(await workflowFilesAt(join(workspace.root, 'checkout')))).toEqual([
      'checkout/.runbook/a.yml',
      'checkout/.runbook/b.yaml',
    ]);
  });

  it('of another folder are the workflow files directly in it', async () => {
    expect(inside(await checkedFilesAt(join(workspace.root, 'plain')))).toEqual(['plain/one.yml']);
  });

  it('are none where nothing is', async () => {
    expect(await filesOfCheckout(join(workspace.root, 'empty'))).toEqual([]);
    await expect(checkedFilesAt(join(workspace.root, 'empty'))).rejects.toThrow('has no workflow files');
    await expect(checkedFilesAt(join(workspace.root, 'absent'))).rejects.toThrow('no such file or folder');
  });

  it('are checked once, however often they are named', async () => {
    const { root } = workspace;
    const { stdout } = await run([
      join(root, 'plain'),
      join(root, 'plain/one.yml'),
      `${root}/plain/../plain/one.yml`,
    ]);
    expect(stdout).toBe('1 file checked, no problems found.\n');
  });
});

describe('a checkout', () => {
  it('is checked with its actions as actions', async () => {
    expect(await run([join(workspace.root, 'checkout')])).toEqual({
      code: 0,
      stdout: '6 files checked, no problems found.\n',
      stderr: '',
    });
  });
});

describe('standard input', () => {
  it('is called - where it has no name', async () => {
    const { code, stdout } = await run(['-'], {}, MISSPELT);
    expect(code).toBe(1);
    expect(stdout).toContain('-:5:5: error: ');
  });

  it('is called what --stdin-path says, which needs no -', async () => {
    const { stdout } = await run([], { stdinPath: '.runbook/ci.yml' }, MISSPELT);
    expect(stdout).toContain('.runbook/ci.yml:5:5: error: ');
  });

  it('is an action where it is called one', async () => {
    expect((await run(['-'], { stdinPath: 'greet/action.yml' }, ACTION)).code).toBe(0);
    expect((await run(['-'], { stdinPath: 'greet/action.yml' }, 'name: Greet\n')).stdout).not.toContain(
      '`jobs`',
    );
  });

  it('is read no further than a workflow may be long', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.alloc(64 * 1024, 'x');
    }
    const { code, stdout } = await run(['-'], {}, endless());
    expect(code).toBe(1);
    expect(stdout).toContain('larger than 1 MiB');
  });
});
