import type { RulePage } from './rule-page.ts';

/** A workflow to be called, with what is written under `workflow_call`. */
function callable(declared: string): string {
  return `on:
  workflow_call:
${declared}jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`;
}

const PLAIN = `on: workflow_call
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`;

/** A workflow that calls another one. */
function caller(rest = '', uses = './.runbook/build.yml'): string {
  return `on: push
jobs:
  build:
    uses: ${uses}
${rest}`;
}

/** Rules about jobs that call a workflow of the same repository. */
export const CALL_PAGES: readonly RulePage[] = [
  {
    rule: 'missing-workflow',
    severity: 'error',
    summary: 'A job calls a workflow that the repository does not have at this commit.',
    why: 'GitHub refuses the whole file. A path that begins with `./` counts from the root of the repository, wherever it is written, and means exactly that file: a workflow that was moved from `.github/workflows` to `.runbook` is called by its new path.',
    bad: caller('', './.runbook/biuld.yml'),
    good: caller(),
    files: { '.runbook/build.yml': PLAIN },
  },
  {
    rule: 'not-callable',
    severity: 'error',
    summary: 'A job calls a workflow that does not listen to `workflow_call`.',
    why: 'GitHub refuses the call. Add `workflow_call` to the `on` of the called file; it may keep its other events.',
    bad: caller('', './.runbook/test.yml'),
    good: caller(),
    files: { '.runbook/build.yml': PLAIN, '.runbook/test.yml': PLAIN.replace('workflow_call', 'push') },
  },
  {
    rule: 'recursive-call',
    severity: 'error',
    summary: 'A workflow calls itself, or an action uses itself, directly or through others.',
    why: 'It would never end, so GitHub refuses it. The message names every file on the way back.',
    bad: `on: [push, workflow_call]
jobs:
  again:
    uses: ./.runbook/example.yml
`,
    good: `on: [push, workflow_call]
jobs:
  build:
    uses: ./.runbook/build.yml
`,
    files: { '.runbook/build.yml': PLAIN },
  },
  {
    rule: 'nested-too-deep',
    severity: 'error',
    summary: 'Calls go deeper than GitHub admits.',
    why: 'A chain of workflows may have ten files, the first one included, and composite actions may be nested ten levels deep. Call the workflows side by side, joined by `needs`.',
    bad: caller('', './.runbook/level-1.yml'),
    good: caller('', './.runbook/level-2.yml'),
    files: levels(10),
  },
  {
    rule: 'too-many-workflows',
    severity: 'error',
    summary: 'A workflow calls more workflows than GitHub admits.',
    why: 'It may call fifty different ones, those counted that they call in turn. Put workflows together, or start some by an event of their own.',
    bad: `on: push\njobs:\n${calls(51)}`,
    good: `on: push\njobs:\n${calls(50)}`,
    files: Object.fromEntries(
      Array.from({ length: 51 }, (_, index) => [`.runbook/part-${index + 1}.yml`, PLAIN]),
    ),
  },
  {
    rule: 'broken-callee',
    severity: 'error',
    summary:
      'The called workflow, or the used action, cannot run: there is an error in its file, or in one that it uses.',
    why: 'GitHub refuses a call of a workflow that is not valid; an action that is not valid fails the step that uses it. The message tells the first error and where it is; check that file for the others.',
    bad: caller('', './.runbook/broken.yml'),
    good: caller(),
    files: {
      '.runbook/build.yml': PLAIN,
      '.runbook/broken.yml': PLAIN.replace('    runs-on: ubuntu-latest\n', ''),
    },
  },
  {
    rule: 'wrong-input-type',
    severity: 'error',
    summary: 'An input of a called workflow is given a value of another type.',
    why: 'The called workflow declares the type, and GitHub refuses what does not fit it. What an expression gives is checked when it runs.',
    bad: caller('    with:\n      publish: always\n'),
    good: caller('    with:\n      publish: true\n'),
    files: { '.runbook/build.yml': callable('    inputs:\n      publish:\n        type: boolean\n') },
  },
  {
    rule: 'missing-input',
    severity: 'error or warning',
    summary: 'A called workflow, or a used action, requires an input that is not given.',
    why: 'GitHub refuses a call without an input that the workflow requires. Of an action it does not ask for required inputs: the step runs, and the action finds an empty text, so that this is a warning.',
    bad: caller(),
    good: caller('    with:\n      target: app\n'),
    files: {
      '.runbook/build.yml': callable(
        '    inputs:\n      target:\n        type: string\n        required: true\n',
      ),
    },
  },
  {
    rule: 'unknown-secret',
    severity: 'error',
    summary: 'A secret is passed that the called workflow does not declare.',
    why: 'GitHub refuses the call. Declare the secret under `on.workflow_call.secrets` of the called file, or pass all with `secrets: inherit`.',
    bad: caller('    secrets:\n      npm-tokn: ${{ secrets.NPM_TOKEN }}\n'),
    good: caller('    secrets:\n      npm-token: ${{ secrets.NPM_TOKEN }}\n'),
    files: {
      '.runbook/build.yml': callable('    secrets:\n      npm-token:\n        required: false\n'),
    },
  },
  {
    rule: 'missing-secret',
    severity: 'error',
    summary: 'A called workflow requires a secret that is not passed.',
    why: 'GitHub refuses the call. A called workflow sees the secrets only that its caller passes by name, or all of them with `secrets: inherit`.',
    bad: caller(),
    good: caller('    secrets: inherit\n'),
    files: { '.runbook/build.yml': callable('    secrets:\n      npm-token:\n        required: true\n') },
  },
];

/** `.runbook/level-1.yml` calls the second, and so on; the last one calls nothing. */
function levels(count: number): { [path: string]: string } {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const next = `on: workflow_call\njobs:\n  next:\n    uses: ./.runbook/level-${index + 2}.yml\n`;
      return [`.runbook/level-${index + 1}.yml`, index + 1 < count ? next : PLAIN];
    }),
  );
}

function calls(count: number): string {
  const jobs = Array.from(
    { length: count },
    (_, index) => `  part-${index + 1}:\n    uses: ./.runbook/part-${index + 1}.yml\n`,
  );
  return jobs.join('');
}
