import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../../../../src/workflow/index.ts';

/** `line:column rule` of every error. */
function errors(source: string): string[] {
  return parseWorkflow(source, 'ci.yml')
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ line, column, rule }) => `${line}:${column} ${rule}`);
}

const JOBS = 'jobs:\n  a:\n    runs-on: x\n    steps: [{ run: make }]\n';

describe('YAML that cannot be a workflow is one error at its place', () => {
  it.each([
    ['an empty file', '', ['1:1 empty-file']],
    ['nothing but comments', '# later\n\n', ['1:1 empty-file']],
    ['a tab as indentation', `on: push\njobs:\n\ta: 1\n`, ['3:1 yaml-syntax']],
    ['two documents', `on: push\n${JOBS}---\non: push\n`, ['6:1 yaml-syntax']],
    ['a bracket that is not closed', `on: [push\n${JOBS}`, ['1:5 yaml-syntax']],
    ['a quote that is not closed', `on: "push\n`, ['1:5 yaml-syntax']],
    ['a second colon', `on: push\nname: a: b\n${JOBS}`, ['2:7 yaml-syntax']],
    ['a NUL', `on: push\nname: a\u0000b\n${JOBS}`, ['2:8 control-character']],
    ['a list', '- on\n', ['1:1 wrong-type']],
    ['a text', 'hello\n', ['1:1 wrong-type']],
    ['a key that is there twice', `on: push\non: push\n${JOBS}`, ['2:1 duplicate-key']],
    ['a merge key', `on: push\nenv: &e { A: 1 }\n${JOBS}    env:\n      <<: *e\n`, ['8:7 merge-key']],
    ['an alias without anchor', `on: push\nname: *x\n${JOBS}`, ['2:7 unknown-alias']],
    ['an alias inside its anchor', `on: push\nenv: &e { A: *e }\n${JOBS}`, ['2:14 recursive-alias']],
    ['a key that is a list', `on: push\n? [a]\n: 1\n${JOBS}`, ['2:3 complex-key']],
    ['a hundred brackets too many', `on: ${'['.repeat(200)}`, ['1:104 nesting-too-deep']],
    ['deep block lists', `on:\n  ${'- '.repeat(200)}x`, ['2:200 nesting-too-deep']],
    ['too much of it', `on: push\n# ${'x'.repeat(1_100_000)}\n${JOBS}`, ['1:1 file-too-large']],
  ])('%s', (_, source, expected) => {
    expect(errors(source)).toEqual(expected);
  });

  it('an alias that multiplies itself is refused in no time and little memory', () => {
    const bomb = Array.from(
      { length: 30 },
      (_, level) => `  K${level}: &a${level} [${level === 0 ? 'x' : `${`*a${level - 1}, `.repeat(9)}x`}]`,
    );
    const found = errors(`on: push\nenv:\n${bomb.join('\n')}\n${JOBS}`);
    expect(found.filter((error) => error.endsWith('aliases'))).toEqual(['8:22 too-many-aliases']);
  });

  it.each([
    ['brackets', '['.repeat(1_000_000), ['1:101 nesting-too-deep']],
    ['second colons', 'a: '.repeat(300_000), ['1:299 nesting-too-deep']],
    ['one text in quotes that are not closed', `on: "${'x'.repeat(1_000_000)}`, ['1:5 yaml-syntax']],
    ['a key of a megabyte', `on: push\n${'x'.repeat(1_000_000)}: 1\n`, ['2:1 yaml-syntax']],
    ['ten megabytes', `on: push\nname: ${'x'.repeat(10_000_000)}\n${JOBS}`, ['1:1 file-too-large']],
    [
      'a bracket that is not closed before a long comment',
      `on: [\n${'# x\n'.repeat(40_000)}a: 1\n`,
      ['1:5 yaml-syntax'],
    ],
  ])('a hostile text, %s, is one error', (_, source, expected) => {
    expect(errors(source)).toEqual(expected);
  });

  it.each([
    ['tags', 'on:\n  - !x\n'.concat('  - !x\n'.repeat(5_000)), 'yaml-tag'],
    ['aliases without anchors', 'on:\n'.concat('  - *x\n'.repeat(5_000)), 'unknown-alias'],
    [
      'merge keys',
      'on: push\nenv: &e { A: 1 }\njobs:\n'.concat('  - { <<: *e }\n'.repeat(5_000)),
      'merge-key',
    ],
    ['repeated keys', 'a: 1\n'.repeat(5_000), 'duplicate-key'],
  ])('thousands of %s are told a hundred times', (_, source, rule) => {
    const found = errors(source);
    expect(found).toHaveLength(100);
    expect(found.some((error) => error.endsWith(rule))).toBe(true);
  });

  it('a map of twenty thousand wrong keys is told of a hundred mistakes', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(errors(`on: push\n${many}\n${JOBS}`)).toHaveLength(100);
  });
});

describe('YAML that is unusual and right passes', () => {
  it.each([
    ['a byte order mark', `\uFEFFon: push\n${JOBS}`],
    ['CRLF', `on: push\n${JOBS}`.replaceAll('\n', '\r\n')],
    ['a document marker and a comment', `# ci\n---\non: push\n${JOBS}`],
    ['a directive', `%YAML 1.2\n---\non: push\n${JOBS}`],
    ['quoted keys', `"on": push\n${JOBS}`],
    [
      'anchors and aliases',
      `on: push\njobs:\n  a: &job\n    runs-on: x\n    steps: [{ run: make }]\n  b: *job\n`,
    ],
    ['flow style', '{ on: push, jobs: { a: { runs-on: x, steps: [{ run: make }] } } }'],
  ])('%s', (_, source) => {
    expect(parseWorkflow(source, 'ci.yml').problems).toEqual([]);
  });

  it('`on` is a text, not the boolean of YAML 1.1', () => {
    expect(parseWorkflow(`on: push\n${JOBS}`, 'ci.yml').on).toEqual({ push: {} });
  });
});

describe('places inside texts', () => {
  function place(step: string): { column: number; line: number; underlined: string } {
    const source = `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${step}\n`;
    const [problem] = parseWorkflow(source, 'ci.yml').problems;
    if (problem === undefined) throw new Error('There is no problem.');
    const { line, column, endColumn, snippet = '' } = problem;
    return { line, column, underlined: snippet.slice(column - 1, endColumn - 1) };
  }

  it.each([
    ['plain', '      - run: echo ${{ nope.x }}', 6, 23],
    ['single quotes', "      - run: 'it''s ${{ nope.x }}'", 6, 25],
    ['double quotes', '      - run: "\\u0041\\n\\"${{ nope.x }}"', 6, 29],
    ['a literal block', '      - run: |\n          echo 1\n\n          echo ${{ nope.x }}', 9, 20],
    [
      'a folded block',
      '      - run: >-\n          echo 1\n          more ${{ nope.x }}\n\n          end',
      8,
      20,
    ],
    ['a plain text over two lines', '      - run: echo 1\n          and ${{ nope.x }}', 7, 19],
    [
      'a block with an indentation of its own',
      '      - run: |2\n           two\n          ${{ nope.x }}',
      8,
      15,
    ],
    ['an expression over two lines', "      - run: |\n          ${{ 'a' ==\n            nope.x }}", 8, 13],
  ])('%s', (_, step, line, column) => {
    expect(place(step)).toEqual({ line, column, underlined: 'nope' });
  });
});
