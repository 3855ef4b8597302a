import type { RulePage } from './rule-page.ts';

/** A composite action, with further keys before `runs`. */
function composite(declared = '', run = 'make'): string {
  return `name: Build
description: Builds the project
${declared}runs:
  using: composite
  steps:
    - id: build
      run: ${run}
      shell: bash
`;
}

/** A JavaScript action, with further keys before `runs` and in it. */
function javascript(declared = '', runs = ''): string {
  return `name: Greet
description: Says hello
${declared}runs:
  using: node24
  main: index.js
${runs}`;
}

/** A workflow with a step that uses an action. */
function user(uses: string, rest = ''): string {
  return `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: ${uses}
${rest}`;
}

const SETUP = composite(`inputs:
  node-version:
    description: The version of Node.js
    required: true
  node:
    description: The old name of node-version
    deprecationMessage: Use node-version instead.
`);

/** Rules about actions of the same repository, where they are used and in `action.yml` itself. */
export const ACTION_PAGES: readonly RulePage[] = [
  {
    rule: 'missing-action',
    severity: 'error or warning',
    summary: 'A step uses an action of this repository that is not there.',
    why: 'The path counts from the root of the repository. A folder is an action if it has `action.yml`, `action.yaml` or a `Dockerfile`. Nothing is said where a step before may bring the folder: a checkout of another repository, a script that does more than say something, an action. In an action it is a warning, as the path is one of the repository that uses the action.',
    bad: user('./.github/actions/setpu'),
    good: user('./.github/actions/setup'),
    files: { '.github/actions/setup/action.yml': composite() },
  },
  {
    rule: 'deprecated-input',
    severity: 'warning',
    summary: 'A step gives an input that the action has marked as deprecated.',
    why: 'The action still takes it, and GitHub shows the same message in the log. It comes from `deprecationMessage` in the file of the action.',
    bad: user('./setup', '        with:\n          node-version: 20\n          node: 20\n'),
    good: user('./setup', '        with:\n          node-version: 20\n'),
    files: { 'setup/action.yml': SETUP },
  },
  {
    rule: 'pre-not-run',
    severity: 'warning',
    summary: 'An action that is used by its path has something to do before the first step.',
    why: 'GitHub does not run `pre` of such an action: its files come with the checkout, which is a step itself. Do the work in `main`, or in a step of its own.',
    bad: user('./greet'),
    good: user('./build'),
    files: {
      'greet/action.yml': javascript('', '  pre: index.js\n'),
      'greet/index.js': '',
      'build/action.yml': composite(),
    },
  },
  {
    rule: 'missing-file',
    severity: 'warning',
    summary: 'The file that an action starts is not in its folder.',
    why: 'The step that uses the action fails. A folder that is not there at all, as `dist` before a build, is passed over.',
    kind: 'action',
    bad: javascript().replace('index.js', 'idnex.js'),
    good: javascript(),
    files: { 'index.js': '' },
  },
  {
    rule: 'output-value',
    severity: 'warning',
    summary: 'An output of a composite action has no `value`, or one of another action has one.',
    why: 'The outputs of a composite action are what their `value` says, so that one without it is always empty. In other actions the program sets the outputs, and `value` is not looked at.',
    kind: 'action',
    bad: composite(
      'outputs:\n  image:\n    description: The image\n',
      'echo "image=app" >> "$GITHUB_OUTPUT"',
    ),
    good: composite(
      'outputs:\n  image:\n    description: The image\n    value: ${{ steps.build.outputs.image }}\n',
      'echo "image=app" >> "$GITHUB_OUTPUT"',
    ),
  },
  {
    rule: 'bad-image',
    severity: 'error',
    summary: 'The `image` of a Docker action is neither a Dockerfile nor an image.',
    why: 'The runner tells them apart by the text: a path whose last name is `Dockerfile`, begins with `Dockerfile.` or ends with it is built, and `docker://` and a name is pulled. Anything else fails the step.',
    kind: 'action',
    bad: 'name: Greet\ndescription: Says hello\nruns:\n  using: docker\n  image: alpine:3.20\n',
    good: 'name: Greet\ndescription: Says hello\nruns:\n  using: docker\n  image: docker://alpine:3.20\n',
  },
  {
    rule: 'useless-condition',
    severity: 'warning',
    summary: '`pre-if` or `post-if` stands without what it is the condition of.',
    why: '`pre-if` decides on `pre`, and `post-if` on `post` (in a Docker action on `pre-entrypoint` and `post-entrypoint`). Without them it does nothing.',
    kind: 'action',
    bad: javascript('', "  post-if: runner.os == 'Linux'\n"),
    good: javascript('', "  post: index.js\n  post-if: runner.os == 'Linux'\n"),
    files: { 'index.js': '' },
  },
  {
    rule: 'deprecated-runtime',
    severity: 'warning',
    summary: 'A JavaScript action names a version of Node.js that is not there any more.',
    why: 'GitHub takes `node12` and `node16` for a newer version, under which the action may behave otherwise. Test it with `node24` or `node20`, and write that.',
    kind: 'action',
    bad: javascript().replace('node24', 'node16'),
    good: javascript(),
    files: { 'index.js': '' },
  },
  {
    rule: 'required-with-default',
    severity: 'warning',
    summary: 'An input of an action is required and has a default.',
    why: 'A step that leaves it out gets the default, so that it is not required. Remove `required` or `default`.',
    kind: 'action',
    bad: javascript(
      'inputs:\n  name:\n    description: Whom to greet\n    required: true\n    default: World\n',
    ),
    good: javascript('inputs:\n  name:\n    description: Whom to greet\n    default: World\n'),
    files: { 'index.js': '' },
  },
  {
    rule: 'bad-input-name',
    severity: 'warning',
    summary: 'The name of an input of an action has other characters than letters, digits, `-` and `_`.',
    why: 'A program reads an input from the variable `INPUT_<NAME>`, and scripts cannot name every variable. GitHub runs such an action all the same.',
    kind: 'action',
    bad: javascript('inputs:\n  first name:\n    description: Whom to greet\n'),
    good: javascript('inputs:\n  first-name:\n    description: Whom to greet\n'),
    files: { 'index.js': '' },
  },
];
