import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Problem } from '../../../../src/events/problem.ts';
import { parseExpression } from '../../../../src/workflow/expressions/index.ts';
import { parseWorkflow } from '../../../../src/workflow/index.ts';
import { ANY, checkExpression, contextsOf, untrustedParts } from '../../../../src/workflow/types/index.ts';

/** Pieces of the language, right and wrong. */
const piece = fc.constantFrom(
  ...'github needs steps matrix inputs secrets env vars runner job jobs strategy runbook'.split(' '),
  ...'.build .outputs .result .event .os .version .head_ref .x .0 .*'.split(' '),
  ..."[*] ['os'] [0] [ ] ( ) , ! == != < >= && ||".split(' '),
  ..."'a' 'true' '' '{0}{1' '[{\"a\":1}]' 1 true null".split(' '),
  ...'format( fromJSON( toJSON( join( contains( case( hashFiles( success()'.split(' '),
  ' ',
);

/** Anything between two braces, mostly of the language. */
const expression = fc.oneof(
  { weight: 4, arbitrary: fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join('')) },
  { weight: 1, arbitrary: fc.string() },
);

/** A workflow that has an expression at each kind of key. */
function workflowWith(parts: readonly string[]): string {
  const [job = '', step = '', value = '', run = ''] = parts;
  return stringify({
    on: { push: null, workflow_dispatch: { inputs: { x: { type: 'boolean' } } } },
    'run-name': `run \${{ ${value} }}`,
    jobs: {
      build: {
        'runs-on': 'x',
        outputs: { version: '${{ steps.first.outputs.version }}' },
        steps: [{ id: 'first', run: 'echo "version=1" >> "$GITHUB_OUTPUT"' }],
      },
      test: {
        needs: 'build',
        if: job,
        'runs-on': 'x',
        'timeout-minutes': `\${{ ${value} }}`,
        strategy: { matrix: { os: ['a', { b: 1 }], include: [{ os: 'c', version: [1] }] } },
        env: { [`\${{ ${value} }}`]: 1, A: `\${{ ${value} }}` },
        steps: [{ id: 'first', if: step, run: `${run}\n\${{ ${run} }} \${{ ${value} }}` }],
      },
    },
  });
}

function expectInside(problem: Problem, source: string): void {
  const line = source.split('\n')[problem.line - 1];
  expect(line).toBeDefined();
  expect(problem.column).toBeGreaterThanOrEqual(1);
  expect(problem.column).toBeLessThanOrEqual((line ?? '').length + 1);
  expect(problem.endColumn).toBeGreaterThan(problem.column);
  expect(problem.message).toMatch(/[.?]$/);
}

describe('any text as an expression, a condition or a script', () => {
  it('is judged without throwing, and its problems lie inside the file', () => {
    fc.assert(
      fc.property(fc.array(expression, { minLength: 4, maxLength: 4 }), (parts) => {
        const source = workflowWith(parts);
        for (const problem of parseWorkflow(source, 'ci.yml').problems) expectInside(problem, source);
      }),
      { numRuns: 300 },
    );
  });

  it('has findings within itself', () => {
    const contexts = contextsOf({
      on: 'push',
      jobs: { a: { steps: [{ id: 'x', run: 'echo' }], needs: 'b' } },
    });
    fc.assert(
      fc.property(expression, (text) => {
        const parsed = parseOrNull(text);
        if (parsed === null) return;
        const { findings } = checkExpression(parsed, text, contexts(['jobs', 'a', 'steps', 1, 'run']));
        for (const { start, end } of [...findings, ...untrustedParts(parsed.nodes).map(({ node }) => node)]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length + 1);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function parseOrNull(text: string): ReturnType<typeof parseExpression> | null {
  try {
    return parseExpression(text);
  } catch {
    return null;
  }
}

describe('the work of a check', () => {
  /** How often the contexts are asked, the one thing that a check does for each node and that can be counted. */
  function questions(text: string): number {
    let count = 0;
    checkExpression(parseExpression(text), text, () => {
      count += 1;
      return ANY;
    });
    return count;
  }

  it('grows with the length of an expression and no faster', () => {
    const chain = (length: number): string => Array.from({ length }, () => 'github.ref').join(' == ');
    expect(questions(chain(1_000))).toBe(2 * questions(chain(500)));
  });

  it.each([
    ['a chain of comparisons', Array.from({ length: 1_400 }, () => 'github.ref').join(' == ')],
    ['a chain of choices', Array.from({ length: 1_000 }, () => 'github.head_ref').join(' || ')],
    ['the deepest nesting that is read', `${'('.repeat(48)}github.ref${')'.repeat(48)}`],
    ['negations', `${'!'.repeat(45)}github.ref`],
  ])('is done for %s', (_name, text) => {
    const { nodes } = parseExpression(text);
    expect(nodes.at(-1)?.end).toBeLessThanOrEqual(text.length);
    expect(() => parseWorkflow(workflowWith([text, text, text, text]), 'ci.yml')).not.toThrow();
  });

  it('reads the steps of a job once, however many look back at them', () => {
    const steps = Array.from({ length: 3_000 }, (_, index) => ({
      id: `s${index}`,
      run: `make \${{ steps.s${Math.max(0, index - 1)}.outputs.x }} \${{ toJSON(steps.*.outcome) }}`,
    }));
    const source = stringify({ on: 'push', jobs: { a: { 'runs-on': 'x', steps } } });
    const { problems } = parseWorkflow(source, 'ci.yml');
    expect(problems.map(({ rule, line }) => `${line} ${rule}`)).toEqual(['7 undefined-reference']);
  });
});
