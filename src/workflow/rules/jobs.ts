import type { RulePage } from './rule-page.ts';

/** Rules about jobs: what they need, where they run, what they call. */
export const JOBS_PAGES: readonly RulePage[] = [
  {
    rule: 'unknown-need',
    severity: 'error',
    summary: '`needs` names a job that the file does not have.',
    why: 'GitHub refuses the whole file. The message names the job that was most likely meant. Ids are compared without regard to case.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
  test:
    needs: biuld
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
  test:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'cyclic-needs',
    severity: 'error',
    summary: 'Jobs need each other in a circle, or a job needs itself.',
    why: 'None of them could ever start, so GitHub refuses the file. The message shows the whole circle; take one `needs` out of it.',
    bad: `on: push
jobs:
  build:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - run: make
  test:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
  test:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'repeated-value',
    severity: 'warning',
    summary: 'A value stands in a list twice.',
    why: 'In a matrix the same job runs twice, in `needs` and in the options of an input the second one does nothing. Mostly another value was meant.',
    bad: `on: push
jobs:
  build:
    strategy:
      matrix:
        node: [20, 22, 20]
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    strategy:
      matrix:
        node: [20, 22, 24]
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'never-runs',
    severity: 'warning',
    summary: 'A job can never run, as it needs a job that never runs.',
    why: 'A job without an `if` runs only after all that it needs succeeded. Mend the job that it needs, or give it a condition such as `if: always()`.',
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
  deploy:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  test:
    strategy:
      matrix:
        node: [20]
    runs-on: ubuntu-latest
    steps:
      - run: make
  deploy:
    needs: test
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'duplicate-id',
    severity: 'error',
    summary: 'Two jobs, or two steps of a job, have the same id.',
    why: 'Ids are compared without regard to case, so `build` and `Build` are the same. GitHub refuses the file; rename one.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
  Build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
  build-docs:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'bad-env-name',
    severity: 'error or warning',
    summary: 'A variable of `env` has a name that no program can read.',
    why: 'A name with a space, an `=` or a `$` in it is set, and no shell can read it; an empty name is refused. Use letters, digits and `_`.',
    bad: `on: push
env:
  NODE ENV: test
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
env:
  NODE_ENV: test
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'reserved-env-name',
    severity: 'warning',
    summary: '`env` sets a variable that every step is given another value for.',
    why: `The variables of GitHub's docs, "Default environment variables", are set after \`env\`, so the value here is never seen. Choose another name.`,
    bad: `on: push
jobs:
  build:
    env:
      GITHUB_REF: refs/heads/next
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    env:
      TARGET_REF: refs/heads/next
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'bad-runs-on',
    severity: 'error',
    summary: '`runs-on` names nothing that a job could run on.',
    why: 'A label of spaces fits no machine. The name of a runner group may have only `org/` or `ent/` before it.',
    bad: `on: push
jobs:
  build:
    runs-on: ' '
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
    rule: 'unknown-label',
    severity: 'warning',
    summary: "A label of `runs-on` looks like a misspelt one of GitHub's.",
    why: 'The job would wait for a machine that nobody has, and fail after a day. Labels of your own runners are not reported, only what is nearly a label that everybody knows.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-lastest
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
    rule: 'conflicting-labels',
    severity: 'warning',
    summary: 'Two labels of `runs-on` exclude each other.',
    why: 'A machine must have all labels of the list, and none is Linux and Windows at once. To run a job on several systems, put them into a matrix.',
    bad: `on: push
jobs:
  build:
    runs-on: [ubuntu-latest, windows-latest]
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    strategy:
      matrix:
        os: [ubuntu-latest, windows-latest]
    runs-on: \${{ matrix.os }}
    steps:
      - run: make
`,
  },
  {
    rule: 'out-of-range',
    severity: 'warning',
    summary: 'A number does not mean what it says.',
    why: 'GitHub takes a timeout, a `max-parallel` or a `fetch-depth` that is too small, too large or not whole, and makes something else of it. Write the number that is meant.',
    bad: `on: push
jobs:
  build:
    timeout-minutes: 0
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    timeout-minutes: 10
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'same-concurrency',
    severity: 'warning',
    summary: 'A job is in the concurrency group that its own workflow holds.',
    why: 'The job would wait until its run is over, and the run until the job is; GitHub sees the deadlock and cancels the job. Name another group, or keep the one of the workflow.',
    bad: `on: push
concurrency: deploy
jobs:
  deploy:
    concurrency: deploy
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
concurrency: deploy
jobs:
  deploy:
    concurrency: deploy-live
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'bad-image-version',
    severity: 'error',
    summary: 'The version of a `snapshot` has another form than the one that GitHub takes.',
    why: 'GitHub refuses the file. It counts the minor version itself, so that only the major one is named: `2.*`.',
    bad: `on: push
jobs:
  build:
    snapshot:
      image-name: base
      version: 2.0.0
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    snapshot:
      image-name: base
      version: 2.*
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'bad-workflow',
    severity: 'error',
    summary: 'The `uses` of a job names no workflow file.',
    why: 'A job calls `./.github/workflows/file.yml` (here also `./.runbook/file.yml`) without a version, or `owner/name/.github/workflows/file.yml@version`. Actions are used by steps.',
    bad: `on: push
jobs:
  build:
    uses: actions/checkout@v4
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make
`,
  },
];
