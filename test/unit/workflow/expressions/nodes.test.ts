import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../../src/workflow/expressions/index.ts';

/** Each node's kind with the text that it takes. */
function nodesOf(expression: string): string[] {
  return parseExpression(expression).nodes.map(
    ({ kind, start, end }) => `${kind} ${expression.slice(start, end)}`,
  );
}

describe('the nodes of an expression', () => {
  it.each([
    ['github.ref', ['context github', 'property github.ref']],
    [" github [ 'ref' ] ", ['context github', "property github [ 'ref' "]],
    ["github['ref']", ['context github', "property github['ref']"]],
    ['needs.*.result', ['context needs', 'filter needs.*', 'property needs.*.result']],
    ['matrix[0]', ['context matrix', 'literal 0', 'index matrix[0]']],
    ['env[github.ref]', ['context env', 'context github', 'property github.ref', 'index env[github.ref]']],
    [
      '!(env.A == 1)',
      ['context env', 'property env.A', 'literal 1', 'comparison env.A == 1', 'not !(env.A == 1'],
    ],
    ['success()', ['call success()']],
    ["format('{0}', 1)", ["literal '{0}'", 'literal 1', "call format('{0}', 1)"]],
    [
      "env.A && 'x' || 'y'",
      [
        'context env',
        'property env.A',
        "literal 'x'",
        "logical env.A && 'x'",
        "literal 'y'",
        "logical env.A && 'x' || 'y'",
      ],
    ],
  ])('%s', (expression, expected) => {
    expect(nodesOf(expression)).toEqual(expected);
  });

  it('come after those they are made of, the whole last', () => {
    const { nodes } = parseExpression(
      "contains(needs.*.result, 'x') || fromJSON(env.A)[0].b != github['c'].d",
    );
    for (const [index, node] of nodes.entries()) {
      const parts = [
        ...('of' in node ? [node.of] : []),
        ...(node.kind === 'index' ? [node.index] : []),
        ...(node.kind === 'comparison' ? [node.left, node.right] : []),
        ...(node.kind === 'logical' ? node.operands : []),
        ...(node.kind === 'call' ? node.args : []),
      ];
      for (const part of parts) expect(part).toBeLessThan(index);
    }
    expect(nodes.at(-1)).toMatchObject({ kind: 'logical', operator: '||' });
  });
});
