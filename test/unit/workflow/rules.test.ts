import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../../../src/workflow/index.ts';
import { RULE_PAGES, type RulePage } from '../../../src/workflow/rules/index.ts';
import { mistakesIn } from './not-yet.ts';

const pages = [...RULE_PAGES.values()].map((page): [string, RulePage] => [page.rule, page]);

describe('the page of a rule', () => {
  it.each(pages)('%s: its bad example breaks it', (rule, { bad, severity }) => {
    const found = parseWorkflow(bad, 'bad.yml').problems.filter((problem) => problem.rule === rule);
    expect(found.length).toBeGreaterThan(0);
    for (const problem of found) expect(severity.split(' or ')).toContain(problem.severity);
  });

  it.each(pages)('%s: its good example has no problem', (rule, { good }) => {
    expect(mistakesIn(parseWorkflow(good, 'good.yml').problems, rule)).toEqual([]);
  });
});
