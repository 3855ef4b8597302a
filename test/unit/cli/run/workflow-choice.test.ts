import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseWorkflows } from '../../../../src/cli/run/workflow-choice.ts';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function checkout(files: { readonly [path: string]: string }): string {
  const root = mkdtempSync(join(tmpdir(), 'runbook-choice-'));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const CALLER = 'on: push\njobs: { build: { uses: ./.runbook/build.yml, with: { target: app } } }\n';
const JOBS = 'jobs: { make: { runs-on: ubuntu-latest, steps: [{ run: make }] } }\n';

describe('a workflow that runs from a checkout', () => {
  it('is checked with the workflows that it calls as they are on disk', async () => {
    const root = checkout({
      '.runbook/ci.yml': CALLER,
      '.runbook/build.yml': `on: { workflow_call: { inputs: { tarfet: { type: string } } } }\n${JOBS}`,
    });
    const [file] = await chooseWorkflows([join(root, '.runbook/ci.yml')], root);
    expect(file?.definition).toBeNull();
    expect(file?.problems).toContainEqual(expect.objectContaining({ rule: 'unknown-input', line: 2 }));
  });

  it('keeps what it calls, so that a run need not look again', async () => {
    const called = `on: { workflow_call: { inputs: { target: { type: string } } } }\n${JOBS}`;
    const root = checkout({ '.runbook/ci.yml': CALLER, '.runbook/build.yml': called });
    const [file] = await chooseWorkflows([join(root, '.runbook/ci.yml')], root);
    expect(file?.place?.path).toBe('.runbook/ci.yml');
    expect(file?.place?.files.file('.runbook/build.yml')).toEqual({ kind: 'text', text: called });
    expect(file?.definition?.called).toHaveProperty(['.runbook/build.yml']);
  });

  it('stands in no repository where it lies outside of the checkout', async () => {
    const root = checkout({ '.runbook/ci.yml': CALLER });
    const other = checkout({ 'elsewhere.yml': CALLER });
    const [file] = await chooseWorkflows([join(other, 'elsewhere.yml')], root);
    expect(file?.place).toBeNull();
  });
});
