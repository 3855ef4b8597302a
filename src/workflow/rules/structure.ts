import type { RulePage } from './rule-page.ts';

/** Rules about keys and the form of values: what the JSON Schema has against a file. */
export const STRUCTURE_PAGES: readonly RulePage[] = [
  {
    rule: 'unknown-key',
    severity: 'error or warning',
    summary: 'A key that the language does not have stands here, or one that belongs elsewhere.',
    why: 'GitHub refuses the whole file. The message names the key that was most likely meant, where the key belongs, or the keys that may stand here. It is a warning where GitHub passes over it: beside the `inputs` of `workflow_dispatch`, and in `action.yml` outside of `runs` and `outputs`.',
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
  {
    rule: 'missing-key',
    severity: 'error or warning',
    summary: 'A key is missing without which the rest means nothing.',
    why: 'A workflow needs `on` and `jobs`, a job `runs-on` and `steps` (or `uses`), a container an `image`. GitHub refuses the file. In `action.yml` a missing `name` is only a warning.',
    bad: `on: push
jobs:
  build:
    steps:
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
  {
    rule: 'wrong-type',
    severity: 'error or warning',
    summary: 'A value is of another kind than the key takes: a text for a list, a map for a text.',
    why: 'GitHub refuses the file. Watch for YAML: `yes` and `no` are texts, quotes make a text of a number, braces make a map and brackets a list.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: '10'
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - run: make
`,
  },
  {
    rule: 'wrong-value',
    severity: 'error or warning',
    summary: 'A value is none of those that the key takes.',
    why: 'Events, their activity types, permissions and the types of inputs are fixed words. GitHub refuses the file; the message lists the words, or the one that was most likely meant.',
    bad: `on: push
permissions:
  contents: readonly
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
permissions:
  contents: read
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'empty-value',
    severity: 'error or warning',
    summary: 'A list, map or text has nothing in it where something must be.',
    why: 'A job without steps, or a workflow without jobs, would do nothing. GitHub refuses the file. A script with nothing in it is run, and is a warning.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps: []
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'bad-id',
    severity: 'error',
    summary: 'The id of a job, a step or an input has a form that ids do not have.',
    why: 'Expressions name ids (`needs.build`, `steps.version`), so an id begins with a letter or `_`, and has only letters, digits, `-` and `_`, 100 at most. What begins with `__` is reserved. A name with spaces goes into `name`.',
    bad: `on: push
jobs:
  unit tests:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  unit-tests:
    name: unit tests
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
];
