import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULE_PAGES, RULE_THEMES } from '../../../src/workflow/rules/index.ts';

const SOURCES = join(import.meta.dirname, '../../../src');

/** Where problems are made. */
const FOLDERS = ['workflow', 'cli/validate', 'orchestrator/intake', 'git'];

/** How the code names a rule: as an argument, as a property, or as a constant. */
const NAMED =
  /(?:\b(?:error|warning)\(\s*|#?report\(\s*\w+,\s*|\brule: |\bwholeFile\(\w+, |\bplace, )'([a-z]+(?:-[a-z0-9]+)+)'/g;
const NAMED_CONSTANT = /^(?:export )?const [A-Z_]+ = '([a-z]+(?:-[a-z0-9]+)+)';$/gm;

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'rules' ? [] : sourcesIn(path);
    return entry.name.endsWith('.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

function namedRules(): Set<string> {
  const sources = FOLDERS.flatMap((folder) => sourcesIn(join(SOURCES, folder)));
  return new Set(
    sources.flatMap((source) =>
      [...source.matchAll(NAMED), ...source.matchAll(NAMED_CONSTANT)].map(
        (found) => found[1] ?? found[2] ?? '',
      ),
    ),
  );
}

describe('the pages of rules', () => {
  it('are there for every rule that the code names', () => {
    expect([...namedRules()].filter((rule) => !RULE_PAGES.has(rule)).sort()).toEqual([]);
  });

  it('are of rules that the code names', () => {
    const named = namedRules();
    expect([...RULE_PAGES.keys()].filter((rule) => !named.has(rule))).toEqual([]);
  });

  it('are one for each rule', () => {
    expect(RULE_THEMES.flatMap(({ pages }) => pages)).toHaveLength(RULE_PAGES.size);
  });
});
