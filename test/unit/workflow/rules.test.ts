import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/events/problem.ts';
import { createMemoryReader, checkFile, Project } from '../../../src/workflow/index.ts';
import { RULE_PAGES, type RulePage } from '../../../src/workflow/rules/index.ts';
import { mistakesIn } from './not-yet.ts';

/** What commands make is checked where files are read: test/unit/cli/validate. */
const pages = [...RULE_PAGES.values()]
  .filter(({ kind }) => kind !== 'commands')
  .map((page): [string, RulePage] => [page.rule, page]);

/** The problems of a page's example, which stands in a repository with the page's other files. */
async function problemsOf(source: string, { kind, files = {} }: RulePage): Promise<readonly Problem[]> {
  const path = kind === 'action' ? 'action.yml' : '.runbook/example.yml';
  const project = new Project(createMemoryReader({ ...files, [path]: source }));
  await project.include({ path, source });
  return checkFile(source, path, { files: project, path });
}

describe('the page of a rule', () => {
  it.each(pages)('%s: its bad example breaks it', async (rule, page) => {
    const found = (await problemsOf(page.bad, page)).filter((problem) => problem.rule === rule);
    expect(found.length).toBeGreaterThan(0);
    for (const problem of found) expect(page.severity.split(' or ')).toContain(problem.severity);
  });

  it.each(pages)('%s: its good example has no problem', async (rule, page) => {
    expect(mistakesIn(await problemsOf(page.good, page), rule)).toEqual([]);
  });
});
