/** The page of every rule: what is wrong, why it matters, a bad and a good example. */
import { ACTION_PAGES } from './actions.ts';
import { CALL_PAGES } from './calls.ts';
import { CONTAINER_PAGES } from './containers.ts';
import { EXPRESSION_PAGES } from './expressions.ts';
import { FILE_PAGES } from './files.ts';
import { INPUT_PAGES } from './inputs.ts';
import { JOBS_PAGES } from './jobs.ts';
import { MATRIX_PAGES } from './matrix.ts';
import type { RulePage } from './rule-page.ts';
import { STEPS_PAGES } from './steps.ts';
import { STRUCTURE_PAGES } from './structure.ts';
import { TRIGGERS_PAGES } from './triggers.ts';
import { YAML_PAGES } from './yaml.ts';

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
  { title: 'YAML', pages: YAML_PAGES },
  { title: 'Structure', pages: STRUCTURE_PAGES },
  { title: 'Triggers', pages: TRIGGERS_PAGES },
  { title: 'Inputs', pages: INPUT_PAGES },
  { title: 'Jobs', pages: JOBS_PAGES },
  { title: 'Containers', pages: CONTAINER_PAGES },
  { title: 'Matrices', pages: MATRIX_PAGES },
  { title: 'Steps', pages: STEPS_PAGES },
  { title: 'Expressions', pages: EXPRESSION_PAGES },
  { title: 'Called workflows', pages: CALL_PAGES },
  { title: 'Actions', pages: ACTION_PAGES },
];

/** By rule. */
export const RULE_PAGES: ReadonlyMap<string, RulePage> = new Map(
  RULE_THEMES.flatMap(({ pages }) => pages.map((page): [string, RulePage] => [page.rule, page])),
);
