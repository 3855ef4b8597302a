import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../../../../src/workflow/index.ts';

/** The messages of the rule for a workflow with these lines of a step. */
function injections(...step: string[]): string[] {
  const source = [
    'on: push',
    'jobs:',
    '  check:',
    '    runs-on: x',
    '    steps:',
    ...step.map((line, index) => `      ${index === 0 ? '- ' : '  '}${line}`),
  ].join('\n');
  return parseWorkflow(source, 'ci.yml')
    .problems.filter(({ rule }) => rule === 'script-injection')
    .map(({ message }) => message);
}

describe('text that anybody may write', () => {
  it('is found in the script of actions/github-script', () => {
    const found = injections(
      'uses: actions/github-script@v8',
      'with:',
      '  script: console.log("${{ github.event.comment.body }}")',
    );
    expect(found).toEqual([expect.stringContaining('and write `process.env.BODY`.')]);
  });

  it('is found in the steps of a parallel group', () => {
    expect(injections('parallel:', '  - run: echo ${{ github.head_ref }}')).toHaveLength(1);
  });

  it.each([
    ['an input of another action', 'uses: o/a@v1', 'with:', '  title: ${{ github.event.issue.title }}'],
    [
      'another input of that action',
      'uses: actions/github-script@v8',
      'with:',
      '  title: ${{ github.head_ref }}',
    ],
    ['a variable', 'run: make', 'env:', '  TITLE: ${{ github.event.issue.title }}'],
    ['the name of a step', 'run: make', 'name: ${{ github.event.issue.title }}'],
    ['a condition', 'run: make', "if: github.head_ref == 'a'"],
    ['the folder of a step', 'run: make', 'working-directory: ${{ github.head_ref }}'],
  ])('is no matter in %s', (_name, ...step) => {
    expect(injections(...step)).toEqual([]);
  });

  it.each([
    'github.event.issue.number',
    'github.event.pull_request.head.sha',
    'github.event.commits[0].id',
    'github.event.issue.*.title',
    'github.ref_name',
    "contains(github.event.issue.title, 'x')",
    "github.event.issue.title == 'x'",
    "github.event.issue.title && 'a' || 'b'",
    'github.event[env.X == github.head_ref].number',
    'hashFiles(github.head_ref)',
    'env.OTHER',
    'github.event.issue.title.nothing',
  ])('is not what `%s` gives', (expression) => {
    expect(injections(`run: "echo \${{ ${expression} }}"`)).toEqual([]);
  });
});
