import { describe, expect, it } from 'vitest';
import { workflowOutline } from '../../../../src/workflow/index.ts';

/** Each job as `key line: number@line name, ...`. */
function outline(source: string): readonly string[] {
  return workflowOutline(source, '.runbook/ci.yml').map(({ key, line, steps }) =>
    `${key} ${line}: ${steps.map((step) => `${step.number}@${step.line} ${step.name}`).join(', ')}`.trimEnd(),
  );
}

const PLAIN = `# A comment
on: push

jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - name: Say \${{ github.ref }}
        run: echo
      # Another
      - run: |
          make
          make test
      -
        uses: actions/checkout@v4
  "ship it":
    uses: ./.runbook/ship.yml
`;

describe('where jobs and steps stand in a workflow file', () => {
  it('is the line of the key and of the first line of the item; steps have the numbers of the log', () => {
    expect(outline(PLAIN)).toEqual([
      'build 5: 2@8 Say ${{ github.ref }}, 3@11 Run make, 4@15 Run actions/checkout@v4',
      'ship it 16:',
    ]);
  });

  it('does not depend on line ends or a byte order mark', () => {
    expect(outline(PLAIN.replaceAll('\n', '\r\n'))).toEqual(outline(PLAIN));
    expect(outline(`\uFEFF${PLAIN}`)).toEqual(outline(PLAIN));
  });

  it('is known in flow style', () => {
    const source = `{on: push, jobs: {a: {runs-on: x, steps: [{run: one}, {run: two}]},
  b: {steps: [
    {name: third}]}}}`;
    expect(outline(source)).toEqual(['a 1: 2@1 Run one, 3@1 Run two', 'b 2: 2@3 third']);
  });

  it('is that of the alias where an item is one, and that of the anchor where the list is', () => {
    const source = `jobs:
  a:
    steps: &all
      - &first
        run: one
      - run: two
  b:
    steps:
      - run: zero
      - *first
  c:
    steps: *all
  d: *none
`;
    expect(outline(source)).toEqual([
      'a 2: 2@5 Run one, 3@6 Run two',
      'b 7: 2@9 Run zero, 3@10 Run one',
      'c 11: 2@5 Run one, 3@6 Run two',
      'd 13:',
    ]);
  });

  it('is known as far as a broken file can be read', () => {
    const source = `jobs:
  a:
    steps:
      - just a text
      -
      - {}
      - name: 7
  b: nothing
  c:
    steps: {run: x}
`;
    expect(outline(source)).toEqual(['a 2: 2@4 null, 3@5 null, 4@6 Run , 5@7 7', 'b 8:', 'c 9:']);
    expect(outline('jobs: [a')).toEqual([]);
    expect(outline('jobs: none')).toEqual([]);
    expect(outline('- 1')).toEqual([]);
    expect(outline('')).toEqual([]);
  });

  it('is that of the first key where one is there twice, and a `__proto__` is a job like any other', () => {
    expect(outline('jobs:\n  a:\n    steps: [{run: x}]\n  a: {}\n')).toEqual(['a 2: 2@3 Run x']);
    expect(outline('jobs:\n  __proto__:\n    steps: [{run: x}]\n')).toEqual(['__proto__ 2: 2@3 Run x']);
  });
});
