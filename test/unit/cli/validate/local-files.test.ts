import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createDiskReader } from '../../../../src/cli/validate/project-reader.ts';
import { run, Workspace } from './workspace.ts';

const ACTION =
  'name: Greet\ndescription: Greets\nruns:\n  using: composite\n  steps:\n    - run: echo hi\n      shell: bash\n';

function user(uses: string): string {
  return `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${uses}\n`;
}

const workspaces: Workspace[] = [];
let workspace: Workspace;
beforeEach(() => {
  workspace = new Workspace();
  workspaces.push(workspace);
});
afterAll(() => workspaces.forEach((one) => one.remove()));

/** The rules that a file breaks, without what is not executed yet. */
async function rulesOf(file: string): Promise<string[]> {
  const { stdout } = await run([file], { format: 'json' });
  const problems: { rule: string }[] = JSON.parse(stdout);
  return problems.map(({ rule }) => rule).filter((rule) => rule !== 'not-executed');
}

describe('the repository of a checked file', () => {
  it('is the folder above .runbook or .github, where git does not know it', async () => {
    workspace.write('action/action.yml', ACTION);
    expect(await rulesOf(workspace.write('.runbook/good.yml', user('./action')))).toEqual([]);
    expect(await rulesOf(workspace.write('.github/workflows/bad.yml', user('./actoin')))).toEqual([
      'missing-action',
    ]);
  });

  it('is the nearest folder with .git, also of a file that lies elsewhere in it', async () => {
    execFileSync('git', ['init', '-q', workspace.root]);
    workspace.write('action/action.yml', ACTION);
    expect(await rulesOf(workspace.write('docs/examples/good.yml', user('./action')))).toEqual([]);
    expect(await rulesOf(workspace.write('docs/examples/bad.yml', user('./actoin')))).toEqual([
      'missing-action',
    ]);
  });

  it('is none of a file that lies alone: of its actions nothing is said', async () => {
    expect(await rulesOf(workspace.write('ci.yml', user('./anything')))).toEqual([]);
  });
});

describe('a file of the repository that is read for another one', () => {
  it('may be reached by a link inside of the repository, and by no other', async () => {
    const outside = new Workspace();
    workspaces.push(outside);
    outside.write('action/action.yml', ACTION);
    workspace.write('.runbook/ci.yml', '');
    workspace.write('real/action.yml', ACTION);
    symlinkSync('real', join(workspace.root, 'inside'));
    symlinkSync(join(outside.root, 'action'), join(workspace.root, 'outside'));
    expect(await rulesOf(workspace.write('.runbook/a.yml', user('./inside')))).toEqual([]);
    expect(await rulesOf(workspace.write('.runbook/b.yml', user('./outside')))).toEqual(['unreadable-file']);
  });

  it('is no folder, pipe, or text in another encoding', async () => {
    const reader = createDiskReader(workspace.root);
    mkdirSync(join(workspace.root, 'folder/action.yml'), { recursive: true });
    mkdirSync(join(workspace.root, 'pipe'));
    execFileSync('mkfifo', [join(workspace.root, 'pipe/action.yml')]);
    workspace.write('latin/action.yml', Buffer.from([0x6e, 0xe4]));
    for (const folder of ['folder', 'pipe', 'latin']) {
      expect(await reader.read(`${folder}/action.yml`)).toMatchObject({ kind: 'unreadable' });
    }
    for (const path of ['nowhere/action.yml', `${'long'.repeat(2_000)}/action.yml`]) {
      expect(await reader.read(path)).toEqual({ kind: 'missing' });
    }
  });
});
