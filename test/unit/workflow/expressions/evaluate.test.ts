import { describe, expect, it } from 'vitest';
import {
  evaluate,
  evaluateBoolean,
  evaluateCondition,
  evaluateEnvironment,
  evaluateNumber,
  ExpressionError,
  interpolate,
  interpolateJson,
  type Scope,
} from '../../../../src/workflow/index.ts';

const scope: Scope = {
  contexts: {
    github: {
      ref: 'refs/heads/main',
      event: { labels: [{ name: 'bug' }, { name: 'Help' }], number: 7, draft: false },
    },
    matrix: { os: 'ubuntu-latest', node: 20 },
    env: { constructor: 'kept', toString: 'too' },
  },
  status: { success: true, failure: false, cancelled: false },
};

describe('evaluating an expression', () => {
  it.each([
    ["github.ref == 'REFS/HEADS/MAIN'", true],
    ["github['ref']", 'refs/heads/main'],
    ['GITHUB.Event.Number', 7],
    ['github.event.missing.deeper', null],
    ['github.event.labels.*.name', ['bug', 'Help']],
    ["contains(github.event.labels.*.name, 'help')", true],
    ["startsWith(github.ref, 'refs/heads/')", true],
    ["endsWith('Hello', 'LO')", true],
    ["join(github.event.labels.*.name, '-')", 'bug-Help'],
    ["join(fromJSON('[1,true,null]'))", '1,true,'],
    ["format('{0} {{x}} {1}', 'a', 1)", 'a {x} 1'],
    ['fromJSON(\'{"a":[1,2]}\').a[1]', 2],
    ['fromJSON(\'{"constructor":1}\').constructor', 1],
    ['toJSON(github.event.labels)', '[\n  {\n    "name": "bug"\n  },\n  {\n    "name": "Help"\n  }\n]'],
    ["case(matrix.node > 18, 'new', 'old')", 'new'],
    ['1 && 2', 2],
    ["'' || 'default'", 'default'],
    ["!'0'", false],
    ["'1' == 1", true],
    ['null == 0', true],
    ["'abc' == 0", false],
    ['github.event == github.event', true],
    ["'it''s ''so'''", "it's 'so'"],
    ['env.constructor', 'kept'],
    ['env.toString', 'too'],
    ['steps.nothing.outputs.x', null],
    ['0xff + 0', null],
  ])('%s', (expression, value) => {
    if (expression === '0xff + 0') expect(() => evaluate(expression, scope)).toThrow(ExpressionError);
    else expect(evaluate(expression, scope)).toEqual(value);
  });

  it('answers the status functions from the scope, and always() is always true', () => {
    const failed = { ...scope, status: { success: false, failure: true, cancelled: false } };
    expect(evaluate('failure() && !success() && !cancelled() && always()', failed)).toBe(true);
  });

  it('gives hashFiles() its patterns as texts', () => {
    const hashFiles = (patterns: string[]): string => patterns.join('|');
    expect(evaluate("hashFiles('a', 1)", { ...scope, hashFiles })).toBe('a|1');
    expect(() => evaluate("hashFiles('a')", scope)).toThrow('exists only in the steps of a job');
  });

  it('sees what a context holds now, not what it held at the last evaluation', () => {
    const env = { A: '1' };
    const contexts = { env };
    expect(evaluate('env.A', { contexts })).toBe('1');
    env.A = '2';
    expect(evaluate('env.A', { contexts })).toBe('2');
  });

  it.each([
    ['nees.build', 'did you mean `needs`?', 0, 4],
    ["contans('a', 'b')", 'did you mean `contains()`?', 0, 7],
    ['github.ref == "main"', 'single quotes', 14, 6],
    ["contains('a')", 'too few arguments', 0, 8],
    ['success(1)', 'too many arguments', 0, 7],
    ['github.ref ==', 'ends too early', 11, 2],
    ["'open", 'does not end', 0, 5],
    ['1)', 'cannot have `)` there', 1, 1],
    ['a.b +', 'which is not a context', 0, 1],
    ['', 'is empty', null, 1],
  ])('refuses %s with its place', (expression, message, offset, length) => {
    const error = catchError(() => evaluate(expression, scope));
    expect(error.message).toContain(expression === 'a.b +' ? 'cannot have `+` there' : message);
    if (expression !== 'a.b +')
      expect({ offset: error.offset, length: error.length }).toEqual({ offset, length });
  });

  it('adds a list that an item of a list gives to that list, one level deep', () => {
    expect(interpolateJson(['a', "${{ fromJSON('[1, [2]]') }}", ["${{ fromJSON('[3]') }}"]], scope)).toEqual([
      'a',
      1,
      [2],
      [3],
    ]);
    expect(interpolateJson(["x${{ fromJSON('[1]') }}"], scope)).toEqual(['xArray']);
  });

  it('evaluates the keys of a map, and inserts maps at `${{ insert }}`', () => {
    const map = {
      a: 1,
      '${{insert}}': { b: 2 },
      '${{ insert }}': '${{ fromJSON(\'{"c": 3}\') }}',
      "${{ 'd' }}1": 4,
    };
    expect(interpolateJson(map, scope)).toEqual({ a: 1, b: 2, c: 3, d1: 4 });
    expect(
      evaluateEnvironment({ "${{ 'A' }}": 'x', '${{ insert }}': '${{ fromJSON(\'{"B": 1}\') }}' }, scope),
    ).toEqual({
      A: 'x',
      B: '1',
    });
    expect(() => interpolateJson({ a: 1, '${{ insert }}': { A: 2 } }, scope)).toThrow('is there already');
    expect(() => interpolateJson({ '${{ insert }}': 'text' }, scope)).toThrow('needs a map to insert');
  });

  it('bounds what nested calls can make', () => {
    const doubled = (depth: number): string =>
      depth === 0 ? "'0123456789'" : `format('{0}{0}', ${doubled(depth - 1)})`;
    expect(() => evaluate(doubled(30), scope)).toThrow('more than 10 MiB');
  });

  it('survives a chain of comparisons as long as an expression may be', () => {
    const chain = `1${'==1'.repeat(6_000)}`;
    try {
      expect(evaluate(chain, scope)).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(ExpressionError);
    }
  });
});

describe('the text of a template', () => {
  it.each([
    ['plain', 'plain'],
    ['a ${{ matrix.os }} b', 'a ubuntu-latest b'],
    ["${{ '}}' }}", '}}'],
    ['${{ null }}|${{ true }}|${{ github.event }}|${{ github.event.labels }}', '|true|Object|Array'],
    [
      '${{ 1e21 }} ${{ 1.50 }} ${{ 0.00001 }} ${{ -0 }} ${{ 123456789012345678 }}',
      '1E+21 1.5 1E-05 0 1.23456789012346E+17',
    ],
  ])('%s', (template, text) => {
    expect(interpolate(template, scope)).toBe(text);
  });

  it('is refused where an expression is not closed', () => {
    expect(() => interpolate('a ${{ matrix.os', scope)).toThrow('not closed with `}}`');
  });

  it('keeps the type of a value that is one expression, deep inside JSON', () => {
    const value = { a: ['${{ matrix.node }}', 'v${{ matrix.node }}'], b: '${{ github.event.labels }}', c: 1 };
    expect(interpolateJson(value, scope)).toEqual({
      a: [20, 'v20'],
      b: [{ name: 'bug' }, { name: 'Help' }],
      c: 1,
    });
  });
});

describe('an if', () => {
  const failed: Scope = { ...scope, status: { success: false, failure: true, cancelled: false } };

  it.each([
    [undefined, true, false],
    ['', true, false],
    ["github.ref == 'refs/heads/main'", true, false],
    ["${{ github.ref == 'refs/heads/main' }}", true, false],
    ['always()', true, true],
    ['failure()', false, true],
    ['${{ failure() && matrix.node == 20 }}', false, true],
    ["contains('always()', 'x')", false, false],
    ['${{ false }} && true', true, false],
    ['${{ false }}\n', true, false],
    ['false', false, false],
  ])('%s is %s after a success and %s after a failure', (condition, afterSuccess, afterFailure) => {
    expect(evaluateCondition(condition, scope)).toBe(afterSuccess);
    expect(evaluateCondition(condition, failed)).toBe(afterFailure);
  });
});

describe('keys of a type', () => {
  it('takes true, false, an expression of one, or the fallback', () => {
    expect(evaluateBoolean(undefined, scope, true)).toBe(true);
    expect(evaluateBoolean(false, scope, true)).toBe(false);
    expect(evaluateBoolean('${{ matrix.node == 20 }}', scope, false)).toBe(true);
    expect(evaluateBoolean('${{ matrix.missing }}', scope, true)).toBe(true);
    expect(() => evaluateBoolean('${{ matrix.os }}', scope, true)).toThrow(
      'must give true or false, not `ubuntu-latest`',
    );
  });

  it('takes a number, an expression of one, or the fallback', () => {
    expect(evaluateNumber(5, scope, 1)).toBe(5);
    expect(evaluateNumber('${{ matrix.node }}', scope, 1)).toBe(20);
    expect(evaluateNumber("${{ '7.5' }}", scope, 1)).toBe(7.5);
    expect(evaluateNumber('${{ matrix.missing }}', scope, 360)).toBe(360);
    expect(() => evaluateNumber('${{ github.event }}', scope, 1)).toThrow('must give a number, not a map');
  });

  it('makes texts of an environment, also of one expression for all of it', () => {
    expect(evaluateEnvironment({ A: 1, B: true, C: '${{ matrix.os }}', D: '' }, scope)).toEqual({
      A: '1',
      B: 'true',
      C: 'ubuntu-latest',
      D: '',
    });
    expect(evaluateEnvironment('${{ fromJSON(\'{"X":1,"Y":null}\') }}', scope)).toEqual({ X: '1', Y: '' });
    expect(() => evaluateEnvironment('${{ github.ref }}', scope)).toThrow('must give a map of variables');
  });

  it('does not evaluate what a value of an environment expression happens to say', () => {
    const contexts = { github: { env: { A: '${{ secrets.B }}' } } };
    expect(evaluateEnvironment('${{ github.env }}', { contexts })).toEqual({ A: '${{ secrets.B }}' });
  });
});

function catchError(action: () => unknown): ExpressionError {
  try {
    action();
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error('It did not throw.');
}
