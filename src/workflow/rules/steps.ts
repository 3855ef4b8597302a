import type { RulePage } from './rule-page.ts';

/** Rules about steps. */
export const STEPS_PAGES: readonly RulePage[] = [
  {
    rule: 'step-kind',
    severity: 'error',
    summary: 'A step does nothing, does two things, or has a key of another kind of step.',
    why: 'A step has one of `run`, `uses`, `wait`, `wait-all`, `cancel` and `parallel`. `shell` and `working-directory` belong to `run`, `with` belongs to `uses`.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        run: make
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
  {
    rule: 'unknown-step',
    severity: 'error',
    summary: '`wait` or `cancel` names no step before it.',
    why: 'The id must be that of an earlier step of the same job. The message names the step that was most likely meant.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - id: server
        run: make serve
        background: true
      - wait: sever
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - id: server
        run: make serve
        background: true
      - wait: server
`,
  },
  {
    rule: 'no-background-step',
    severity: 'warning',
    summary: '`wait` or `cancel` names a step that does not run in the background.',
    why: 'Such a step is over before the next one starts, so there is nothing to wait for.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - id: server
        run: make serve
      - wait: server
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - id: server
        run: make serve
        background: true
      - wait: server
`,
  },
  {
    rule: 'bad-action',
    severity: 'error',
    summary: 'The `uses` of a step names no action.',
    why: 'A step uses `owner/name@version`, `./folder` of the repository or `docker://image`. Without its version GitHub refuses a published action; a workflow is called by a job.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
`,
  },
  {
    rule: 'versioned-folder',
    severity: 'error or warning',
    summary: 'A folder of the repository is used with a version.',
    why: "The version would be taken for a part of the folder's name. A local action is always the one of the commit that runs.",
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: ./actions/build@v1
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: ./actions/build
`,
    files: {
      'actions/build/action.yml': `name: Build
description: Builds the program
runs:
  using: composite
  steps:
    - run: make
      shell: bash
`,
    },
  },
  {
    rule: 'unknown-shell',
    severity: 'error',
    summary: '`shell` names no shell.',
    why: 'It must be `bash`, `sh`, `pwsh`, `python`, `cmd` or `powershell`, or a command with `{0}` where the path of the script goes. A step with anything else fails before it starts.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        shell: zsh
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        shell: zsh {0}
`,
  },
  {
    rule: 'foreign-shell',
    severity: 'warning',
    summary: '`cmd` or `powershell` is asked for where Windows is not.',
    why: 'Only Windows has them; the step fails. `pwsh` is PowerShell on every system.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: Get-ChildItem
        shell: powershell
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: Get-ChildItem
        shell: pwsh
`,
  },
  {
    rule: 'deprecated-command',
    severity: 'warning',
    summary: 'A script prints a workflow command that is a file now.',
    why: 'GitHub has switched `::set-env` and `::add-path` off, and warns of `::set-output` and `::save-state`. Append to the file that the variable names instead.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo "::set-output name=version::1.2.3"
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: echo "version=1.2.3" >> "$GITHUB_OUTPUT"
`,
  },
  {
    rule: 'unknown-input',
    severity: 'warning',
    summary: 'An action is given an input that it does not have.',
    why: 'GitHub only warns of it while the step runs, and the value is never read. Of the actions that GitHub publishes, only what looks like a misspelt input is reported, as a later version may have more.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch_depth: 0
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
`,
  },
  {
    rule: 'not-executed',
    severity: 'warning',
    summary: 'A key or an action that GitHub documents and this version of Runbook does not execute yet.',
    why: '`runbook validate` accepts the file; a run of it ends before its first step with this message as an error, so that nothing is silently left out.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: docker://alpine:3
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
