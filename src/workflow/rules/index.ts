/** The page of every rule: what is wrong, why it matters, a bad and a good example. */
import { EXPRESSION_PAGES } from './expressions.ts';
import type { RulePage } from './rule-page.ts';
import { STRUCTURE_PAGES } from './structure.ts';

export type { RulePage } from './rule-page.ts';

/** By rule, in the order of docs/rules.md. */
export const RULE_PAGES: ReadonlyMap<string, RulePage> = new Map(
  [...STRUCTURE_PAGES, ...EXPRESSION_PAGES].map((page) => [page.rule, page]),
);
