import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../../src/cli/validate/explain.ts';
import { RULE_PAGES, type RulePage } from '../../../../src/workflow/rules/index.ts';
import { memoryContext } from '../memory-output.ts';
import { run, Workspace } from './workspace.ts';

async function explained(rule: string | null): Promise<string> {
  const context = memoryContext();
  expect(await explain(rule, context)).toBe(0);
  return context.stdout.text;
}

describe('--explain', () => {
  it('prints the page of a rule, its bad example with the mistake marked', async () => {
    const text = await explained('unknown-key');
    expect(text).toMatch(/^unknown-key \(error[^)]*\)\n\n\w/);
    expect(text).toContain(
      '    5 |     step:\n      |     ^^^^\n        error: `step` is not a key of a job',
    );
    expect(text).toContain('Right:');
    expect(text).toContain('docs/rules.md#unknown-key');
  });

  it.each([...RULE_PAGES.values()].filter(({ kind }) => kind !== 'commands').map(({ rule }) => [rule]))(
    'marks the mistake of %s',
    async (rule) => {
      const text = await explained(rule);
      expect(text).toMatch(/^ +\| +\^/m);
      expect(text).toContain(`[${rule}]`);
    },
  );

  it('lists all rules without a name', async () => {
    const text = await explained(null);
    for (const rule of RULE_PAGES.keys()) expect(text).toMatch(new RegExp(`^${rule} `, 'm'));
  });

  it('knows what was meant by a rule that there is not', async () => {
    await expect(explain('unknwon-key', memoryContext())).rejects.toThrow('did you mean unknown-key?');
    await expect(explain('nonsense', memoryContext())).rejects.toThrow(
      '`runbook validate --explain` lists them',
    );
  });
});

/** The rules that are broken by a workflow made of commands. */
async function rulesBrokenBy(commands: string, { files = {} }: RulePage): Promise<string[]> {
  const workspace = new Workspace();
  try {
    for (const [path, text] of Object.entries(files)) workspace.write(path, text);
    mkdirSync(join(workspace.root, '.runbook'));
    execFileSync('sh', ['-ec', commands], { cwd: workspace.root });
    const { stdout } = await run([join(workspace.root, '.runbook/ci.yml')], { format: 'json' });
    return JSON.parse(stdout).map(({ rule }: { rule: string }) => rule);
  } finally {
    workspace.remove();
  }
}

describe('the page of a rule about the file itself', () => {
  const pages = [...RULE_PAGES.values()].filter(({ kind }) => kind === 'commands');
  it.each(pages.map((page): [string, RulePage] => [page.rule, page]))(
    '%s: the bad commands break it, the good ones do not',
    async (rule, page) => {
      expect(await rulesBrokenBy(page.bad, page)).toEqual([rule]);
      expect(await rulesBrokenBy(page.good, page)).toEqual([]);
    },
  );
});
