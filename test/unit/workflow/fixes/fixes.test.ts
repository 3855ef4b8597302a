import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../../src/workflow/fixes/apply-edits.ts';
import { fixFile } from '../../../../src/workflow/fixes/index.ts';
import { type Checked, inspectFile, parseWorkflow } from '../../../../src/workflow/index.ts';

const HEAD = 'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n';
const STEPS = '    steps:\n      - run: make\n';

function fixed(source: string): string {
  const check = (text: string) => parseWorkflow(text, 'ci.yml');
  return fixFile(source, check(source), check).text;
}

describe('fixing a file', () => {
  it.each([
    { what: 'a key of a job', bad: '    timeout-minute: 5\n', good: '    timeout-minutes: 5\n' },
    { what: 'a key in quotes', bad: '    "timeout-minute": 5\n', good: '    "timeout-minutes": 5\n' },
    { what: 'a value', bad: '    permissions: read-al\n', good: '    permissions: read-all\n' },
    { what: 'a value in quotes', bad: "    permissions: 'read-al'\n", good: "    permissions: 'read-all'\n" },
    { what: 'a context', bad: "    if: githb.ref == 'x'\n", good: "    if: github.ref == 'x'\n" },
    {
      what: 'a property of a context',
      bad: "    if: github.event_nam == 'push'\n",
      good: "    if: github.event_name == 'push'\n",
    },
    { what: 'a function', bad: "    if: contans('a', 'b')\n", good: "    if: contains('a', 'b')\n" },
    {
      what: 'a key below a misspelt one',
      bad: '    default:\n      rum: {}\n',
      good: '    defaults:\n      run: {}\n',
    },
  ])('writes what was meant by $what', ({ bad, good }) => {
    expect(fixed(HEAD + bad + STEPS)).toBe(HEAD + good + STEPS);
  });

  it('corrects events and needs', () => {
    const second = '  test:\n    needs: [biuld]\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';
    expect(fixed(`${HEAD.replace('push', '[psuh]')}${STEPS}${second}`)).toBe(
      `${HEAD.replace('push', '[push]')}${STEPS}${second.replace('biuld', 'build')}`,
    );
  });

  it('corrects a step and an input of the checkout', () => {
    const steps =
      '    steps:\n      - uses: actions/checkout@v4\n        with: { fetch-dept: 1 }\n      - id: make\n        run: make\n      - run: |\n          echo "${{ steps.mkae.outputs.x }}"\n';
    expect(fixed(HEAD + steps)).toBe(HEAD + steps.replace('dept', 'depth').replace('mkae', 'make'));
  });

  it('keeps line ends, the byte order mark, comments and everything else', () => {
    const source = `\uFEFF# über uns 日本\r\n${HEAD}    nedes: []   # none\r\n${STEPS}`.replaceAll(
      /\r?\n/g,
      '\r\n',
    );
    expect(fixed(source)).toBe(source.replace('nedes', 'needs'));
  });

  it('leaves a misspelt key where the right one is there too', () => {
    const source = `${HEAD}    need: []\n    needs: []\n${STEPS}`;
    expect(fixed(source)).toBe(source);
  });

  it('leaves out a fix that shows more mistakes than it mends, and makes the others', () => {
    const source = `${HEAD}    permissions: read-al\n    stratgy: { matrix: 1, a: 1, b: 2 }\n${STEPS}`;
    expect(fixed(source)).toBe(source.replace('read-al', 'read-all'));
  });

  it('leaves a word alone that is written with escapes', () => {
    const source = `${HEAD}    permissions: "read-\\x61l"\n${STEPS}`;
    expect(fixed(source)).toBe(source);
  });
});

describe('any file with a slip of the keyboard', () => {
  const folder = join(import.meta.dirname, '../../../cases/valid');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[^/]+\/[^/]+\.ya?ml$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'));

  it('has no more errors once it is fixed, and as many lines', () => {
    const slip = fc
      .tuple(fc.constantFrom(...files), fc.nat(), fc.constantFrom('', 'x', '-'))
      .map(([source, place, put]) => {
        const at = place % source.length;
        return /\w/.test(source.charAt(at)) ? source.slice(0, at) + put + source.slice(at + 1) : source;
      });
    fc.assert(
      fc.property(slip, (source) => {
        const check = (text: string) => inspectFile(text, 'ci.yml');
        const before = check(source);
        const { text, checked } = fixFile(source, before, check);
        expect(errorsOf(checked)).toBeLessThanOrEqual(errorsOf(before));
        expect(checked).toEqual(check(text));
        expect(text.split('\n')).toHaveLength(source.split('\n').length);
      }),
    );
  });
});

function errorsOf({ problems }: Checked): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

describe('edits of a text', () => {
  it('that overlap: the first is made', () => {
    const edits = [
      { start: 2, end: 4, replacement: 'X' },
      { start: 1, end: 3, replacement: 'Y' },
      { start: 4, end: 4, replacement: 'Z' },
    ];
    expect(applyEdits('abcdef', edits)).toBe('aYdZef');
  });
});
