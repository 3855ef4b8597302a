import type { RulePage } from './rule-page.ts';

/** Rules about keys and the form of values: what the JSON Schema has against a file. */
export const STRUCTURE_PAGES: readonly RulePage[] = [
  {
    rule: 'unknown-key',
    severity: 'error',
    summary: 'A key that the language does not have stands here.',
    why: 'GitHub refuses the whole file. The message names the key that was most likely meant, or lists the keys that may stand here.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    step:
      - run: make
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
];
