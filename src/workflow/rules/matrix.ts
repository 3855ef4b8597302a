import type { RulePage } from './rule-page.ts';

/** Rules about matrices. */
export const MATRIX_PAGES: readonly RulePage[] = [
  {
    rule: 'matrix-too-large',
    severity: 'error',
    summary: 'A matrix makes more jobs than one matrix may.',
    why: 'GitHub makes 256 jobs of a matrix at most. Take values out, exclude combinations, or put several into one job.',
    bad: `on: push
jobs:
  test:
    strategy:
      matrix:
        shard: [1, 2, 3, 4, 5, 6, 7, 8, 9]
        seed: [1, 2, 3, 4, 5, 6, 7, 8, 9]
        node: [20, 22, 24, 26]
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  test:
    strategy:
      matrix:
        shard: [1, 2, 3, 4, 5, 6, 7, 8, 9]
        seed: [1, 2, 3, 4, 5, 6, 7, 8, 9]
        node: [20, 22, 24]
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'unknown-matrix-key',
    severity: 'error or warning',
    summary: '`exclude` names a key that the matrix does not have, or `include` one that looks misspelt.',
    why: 'GitHub refuses an unknown key of `exclude`: only the lists of the matrix itself can be excluded from, not what `include` adds. An entry of `include` may have any key; one that is nearly a key of the matrix, and that nothing reads, is a warning.',
    bad: `on: push
jobs:
  test:
    strategy:
      matrix:
        node: [20, 22]
        exclude:
          - noed: 22
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  test:
    strategy:
      matrix:
        node: [20, 22]
        exclude:
          - node: 22
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'excludes-nothing',
    severity: 'warning',
    summary: '`exclude` names a value that its list does not have.',
    why: 'Nothing is excluded. Mostly the list has changed since; take the entry out, or mend the value.',
    bad: `on: push
jobs:
  test:
    strategy:
      matrix:
        node: [20, 22]
        exclude:
          - node: 18
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  test:
    strategy:
      matrix:
        node: [18, 20, 22]
        exclude:
          - node: 18
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'empty-matrix',
    severity: 'error or warning',
    summary: 'A matrix makes no job at all.',
    why: 'GitHub refuses a matrix with neither lists nor `include`, and skips a job whose `exclude` takes every combination.',
    bad: `on: push
jobs:
  test:
    strategy:
      matrix:
        node: [20]
        exclude:
          - node: 20
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  test:
    strategy:
      matrix:
        node: [20, 22]
        exclude:
          - node: 20
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'number-loses-zero',
    severity: 'warning',
    summary: 'A number ends with a zero behind the point, which YAML does not keep.',
    why: 'YAML reads `3.10` as the number 3.1, so Python 3.1 is asked for, and `3.0` is `3`, the newest 3. Put versions in quotes.',
    bad: `on: push
jobs:
  test:
    strategy:
      matrix:
        python: [3.9, 3.10]
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  test:
    strategy:
      matrix:
        python: ['3.9', '3.10']
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
];
