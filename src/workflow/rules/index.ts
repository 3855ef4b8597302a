/** The page of every rule: what is wrong, why it matters, a bad and a good example. */
import { JOBS_PAGES } from './jobs.ts';
import { MATRIX_PAGES } from './matrix.ts';
import type { RulePage } from './rule-page.ts';
import { STEPS_PAGES } from './steps.ts';
import { STRUCTURE_PAGES } from './structure.ts';
import { TRIGGERS_PAGES } from './triggers.ts';

export type { RulePage } from './rule-page.ts';

/** By rule, in the order of docs/rules.md. */
export const RULE_PAGES: ReadonlyMap<string, RulePage> = new Map(
  [...STRUCTURE_PAGES, ...TRIGGERS_PAGES, ...JOBS_PAGES, ...MATRIX_PAGES, ...STEPS_PAGES].map((page) => [
    page.rule,
    page,
  ]),
);
