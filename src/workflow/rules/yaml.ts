import type { RulePage } from './rule-page.ts';

const JOBS = `jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`;

/** Rules about a file as YAML, before its keys mean anything. */
export const YAML_PAGES: readonly RulePage[] = [
  {
    rule: 'yaml-syntax',
    severity: 'error',
    summary: 'The file is not valid YAML.',
    why: 'Most often an indentation, a quote or bracket that is not closed, a tab, a space that is missing after a colon, or a second `: ` on a line. Nothing of the file can be read until it is mended; so this is told alone, at the first place.',
    bad: `on: push
name: Build: everything
${JOBS}`,
    good: `on: push
name: 'Build: everything'
${JOBS}`,
  },
  {
    rule: 'yaml-warning',
    severity: 'warning',
    summary: 'The file has a directive that YAML 1.2 does not know.',
    why: 'It is passed over. Workflows need no `%` lines at all.',
    bad: `%FORMAT 2
---
on: push
${JOBS}`,
    good: `---
on: push
${JOBS}`,
  },
  {
    rule: 'yaml-tag',
    severity: 'error',
    summary: 'A value has a tag (`!name`), most often because a text begins with `!`.',
    why: 'YAML reads `!` at the start of a value as a tag, which names a type; GitHub refuses all but those of JSON. Put a pattern or condition that begins with `!` in quotes, or write the condition as `${{ !... }}`.',
    bad: `on:
  push:
    branches:
      - '**'
      - !wip/**
${JOBS}`,
    good: `on:
  push:
    branches:
      - '**'
      - '!wip/**'
${JOBS}`,
  },
  {
    rule: 'empty-file',
    severity: 'error',
    summary: 'The file is empty, or has only comments.',
    why: 'A workflow has at least `on` and `jobs`. Remove the file, or move it out of the folder, where it is not to run.',
    bad: `# Later.
`,
    good: `# Now.
on: push
${JOBS}`,
  },
  {
    rule: 'control-character',
    severity: 'error',
    summary: 'The file has a control character.',
    why: 'YAML admits none but tabs and line ends. Such characters come from copied terminal output or from a file that is no text. In double quotes they can be written, `"\\e"`.',
    bad: `on: push
name: Build\u0007
${JOBS}`,
    good: `on: push
name: Build
${JOBS}`,
  },
  {
    rule: 'nesting-too-deep',
    severity: 'error',
    summary: 'The file is nested more than 100 levels deep.',
    why: 'No workflow needs more than about ten levels. The limit keeps a hostile file from exhausting the parser.',
    bad: `on: push
env: ${'['.repeat(101)}${']'.repeat(101)}
${JOBS}`,
    good: `on: push
env: { A: b }
${JOBS}`,
  },
  {
    rule: 'duplicate-key',
    severity: 'error',
    summary: 'A key is there twice in one map.',
    why: 'Only one of them could count, and YAML does not say which. GitHub refuses the file. Both places are named.',
    bad: `on: push
env:
  LEVEL: 1
  LEVEL: 2
${JOBS}`,
    good: `on: push
env:
  LEVEL: 2
${JOBS}`,
  },
  {
    rule: 'merge-key',
    severity: 'error',
    summary: 'A merge key (`<<`) is used.',
    why: 'GitHub has anchors and aliases, and no merge keys: they belong to YAML 1.1. Repeat the keys, or use an alias for the whole map.',
    bad: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    env: &shared
      LEVEL: 1
    steps:
      - run: make
        env:
          <<: *shared
`,
    good: `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    env: &shared
      LEVEL: 1
    steps:
      - run: make
        env: *shared
`,
  },
  {
    rule: 'complex-key',
    severity: 'error',
    summary: 'A key is a list, a map or an alias; most often an expression lacks its `$`.',
    why: 'The keys of a workflow are texts. `{{ x }}` is a map in a map to YAML: an expression is written `${{ x }}`.',
    bad: `on: push
run-name: {{ github.actor }}
${JOBS}`,
    good: `on: push
run-name: \${{ github.actor }}
${JOBS}`,
  },
  {
    rule: 'unknown-alias',
    severity: 'error',
    summary:
      'An alias (`*name`) names no anchor; most often a pattern that begins with `*` lacks its quotes.',
    why: 'YAML reads `*` at the start of a value as an alias of what has the anchor `&name` before it. Put a pattern that begins with `*` in quotes.',
    bad: `on:
  push:
    paths:
      - **/*.ts
${JOBS}`,
    good: `on:
  push:
    paths:
      - '**/*.ts'
${JOBS}`,
  },
  {
    rule: 'recursive-alias',
    severity: 'error',
    summary: 'An alias stands inside the value that it names.',
    why: 'The value would hold itself, and have no end.',
    bad: `on: push
env: &all
  A: *all
${JOBS}`,
    good: `on: push
env: &all
  A: b
${JOBS}`,
  },
  {
    rule: 'too-many-aliases',
    severity: 'error',
    summary: 'The aliases of the file stand for too much.',
    why: 'Aliases of aliases multiply: a file of a few lines could stand for billions of values. All aliases of a file together may stand for 50,000 values, each for 20 levels.',
    bad: `on: push
env:
${Array.from({ length: 7 }, (_, level) => `  L${level}: &l${level} [${Array.from({ length: 9 }, () => (level === 0 ? 'x' : `*l${level - 1}`)).join(', ')}]`).join('\n')}
${JOBS}`,
    good: `on: push
env:
  L0: &l0 x
  L1: *l0
${JOBS}`,
  },
];
