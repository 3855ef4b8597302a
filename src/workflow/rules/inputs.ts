import type { RulePage } from './rule-page.ts';

/** Rules about the inputs of a dispatch and of a called workflow. */
export const INPUT_PAGES: readonly RulePage[] = [
  {
    rule: 'missing-options',
    severity: 'error',
    summary: 'An input of the type `choice` has no `options`.',
    why: 'GitHub refuses the file: there would be nothing to choose.',
    bad: `on:
  workflow_dispatch:
    inputs:
      stage:
        type: choice
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  workflow_dispatch:
    inputs:
      stage:
        type: choice
        options: [test, live]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'unwanted-options',
    severity: 'error',
    summary: 'An input that is no choice has `options`.',
    why: 'GitHub refuses the file. Without a `type` an input is a text.',
    bad: `on:
  workflow_dispatch:
    inputs:
      stage:
        options: [test, live]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  workflow_dispatch:
    inputs:
      stage:
        type: choice
        options: [test, live]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'bad-default',
    severity: 'warning',
    summary: 'The default of an input is not of its type, or not one of its options.',
    why: 'Whoever starts the workflow without the input gets a value that its type does not have.',
    bad: `on:
  workflow_dispatch:
    inputs:
      count:
        type: number
        default: many
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  workflow_dispatch:
    inputs:
      count:
        type: number
        default: 3
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'unused-default',
    severity: 'warning',
    summary: 'An input that every caller must give has a default.',
    why: 'A called workflow never sees the default of a required input.',
    bad: `on:
  workflow_call:
    inputs:
      stage:
        type: string
        required: true
        default: test
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  workflow_call:
    inputs:
      stage:
        type: string
        default: test
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'too-many-inputs',
    severity: 'error',
    summary: '`workflow_dispatch` has more inputs than it may.',
    why: 'GitHub takes 25 at most. Put several into one, as JSON or as a list with commas.',
    bad: `on:
  workflow_dispatch:
    inputs:
      input_1: { type: string }
      input_2: { type: string }
      input_3: { type: string }
      input_4: { type: string }
      input_5: { type: string }
      input_6: { type: string }
      input_7: { type: string }
      input_8: { type: string }
      input_9: { type: string }
      input_10: { type: string }
      input_11: { type: string }
      input_12: { type: string }
      input_13: { type: string }
      input_14: { type: string }
      input_15: { type: string }
      input_16: { type: string }
      input_17: { type: string }
      input_18: { type: string }
      input_19: { type: string }
      input_20: { type: string }
      input_21: { type: string }
      input_22: { type: string }
      input_23: { type: string }
      input_24: { type: string }
      input_25: { type: string }
      input_26: { type: string }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on:
  workflow_dispatch:
    inputs:
      input_1: { type: string }
      input_2: { type: string }
      input_3: { type: string }
      input_4: { type: string }
      input_5: { type: string }
      input_6: { type: string }
      input_7: { type: string }
      input_8: { type: string }
      input_9: { type: string }
      input_10: { type: string }
      input_11: { type: string }
      input_12: { type: string }
      input_13: { type: string }
      input_14: { type: string }
      input_15: { type: string }
      input_16: { type: string }
      input_17: { type: string }
      input_18: { type: string }
      input_19: { type: string }
      input_20: { type: string }
      input_21: { type: string }
      input_22: { type: string }
      input_23: { type: string }
      input_24: { type: string }
      input_25: { type: string }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
];
