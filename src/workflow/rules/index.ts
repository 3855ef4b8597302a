/** The page of every rule: what is wrong, why it matters, a bad and a good example. */
import { FILE_PAGES } from './files.ts';
import type { RulePage } from './rule-page.ts';
import { STRUCTURE_PAGES } from './structure.ts';

export type { RulePage } from './rule-page.ts';

/** Rules about one thing. */
export interface RuleTheme {
  /** A heading of docs/rules.md. */
  readonly title: string;
  readonly pages: readonly RulePage[];
}

/** In the order of docs/rules.md. */
export const RULE_THEMES: readonly RuleTheme[] = [
  { title: 'The file', pages: FILE_PAGES },
  { title: 'Structure', pages: STRUCTURE_PAGES },
];

/** By rule. */
export const RULE_PAGES: ReadonlyMap<string, RulePage> = new Map(
  RULE_THEMES.flatMap(({ pages }) => pages.map((page): [string, RulePage] => [page.rule, page])),
);
