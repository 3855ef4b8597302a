import { describe, expect, it } from 'vitest';
import { calledWorkflowPath, localActionFolder, localReferences } from '../../../../src/workflow/index.ts';

describe('the folder of a local action', () => {
  it.each([
    ['./actions/setup', 'actions/setup'],
    ['./', ''],
    ['./.github/actions/setup/', '.github/actions/setup'],
    ['./a/./b/../c', 'a/c'],
    ['./..', null],
    ['./a/../../b', null],
    ['actions/checkout@v4', null],
    ['docker://alpine:3', null],
    ['../other', null],
  ])('of %s is %s', (uses, folder) => {
    expect(localActionFolder(uses)).toBe(folder);
  });
});

describe('the path of a called workflow', () => {
  it.each([
    ['./.runbook/build.yml', '.runbook/build.yml'],
    ['./.github/workflows/build.yaml', '.github/workflows/build.yaml'],
    ['./.github/workflows/sub/build.yml', null],
    ['./.runbook/build.yml@main', null],
    ['./workflows/build.yml', null],
    ['octo/app/.github/workflows/build.yml@v1', null],
  ])('of %s is %s', (uses, path) => {
    expect(calledWorkflowPath(uses)).toBe(path);
  });
});

describe('what a file refers to in its own repository', () => {
  it('is found in jobs and steps, each once', () => {
    const source = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: ./a
      - uses: ./a/
      - parallel:
          - uses: ./b
      - uses: actions/checkout@v4
  call:
    uses: ./.runbook/build.yml
`;
    expect(localReferences(source)).toEqual([
      { kind: 'action', folder: 'a' },
      { kind: 'action', folder: 'b' },
      { kind: 'workflow', path: '.runbook/build.yml' },
    ]);
  });

  it('is found in the steps of a composite action, and behind aliases', () => {
    const source = 'runs:\n  using: composite\n  steps:\n    - &step { uses: ./a }\n    - *step\n';
    expect(localReferences(source)).toEqual([{ kind: 'action', folder: 'a' }]);
  });

  it.each([
    ['in quotes', "- uses: './a'"],
    ['in double quotes, with the key in them too', '- "uses": "./a"'],
    ['in a flow map', '- { uses: ./a }'],
    ['on the next line', '- uses:\n        ./a'],
    ['after a comment', '- uses: # the action\n        ./a'],
    ['in a block', '- uses: >-\n        ./a'],
    ['behind an anchor', '- uses: &a ./a'],
    ['with a tag', '- uses: !!str ./a'],
  ])('is found where it is written %s', (_how, step) => {
    const source = `runs:\n  steps:\n    ${step}\n`;
    expect(localReferences(source)).toEqual([{ kind: 'action', folder: 'a' }]);
  });

  it.each([
    'on: [',
    '- uses: ./a',
    './',
    'jobs: ./a',
    'jobs: { a: [./b], b: { uses: [./c], steps: { uses: ./d } } }',
  ])('is nothing in %s', (source) => {
    expect(localReferences(source)).toEqual([]);
  });
});
