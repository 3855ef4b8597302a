/** Conditions that are the same in every run. */
import { STATUS_FUNCTIONS, type ExpressionNode, type NodeIndex } from '../expressions/index.ts';
import type { ExpressionFinding } from './finding.ts';

/** The functions whose results are not the same in every run; lower case. */
const VARYING = new Set([...STATUS_FUNCTIONS, 'hashfiles']);

/**
 * What never changes in a condition: all of it where it names no context, or the parts that always count
 * as true or as false because of a text in them, the outermost first: `a == 'x' || 'y'`. `true`, `false` and
 * numbers stand there on purpose.
 */
export function constantConditions(
  nodes: readonly ExpressionNode[],
  expression: string,
): ExpressionFinding[] {
  if (dependsOnNothing(nodes)) return [unchanging(nodes)];
  const truths: (boolean | null)[] = [];
  for (const node of nodes) truths.push(truthOf(node, truths));
  const findings: ExpressionFinding[] = [];
  const pending: NodeIndex[] = [nodes.length - 1];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const node = nodes[index];
    if (node === undefined) continue;
    const truth = truths[index] ?? null;
    if (truth !== null) findings.push(findingOf(node, truth, nodes, expression));
    else if (node.kind === 'logical') pending.push(...node.operands);
    else if (node.kind === 'not') pending.push(node.of);
  }
  return findings;
}

/** Whether a condition names nothing that a run decides, and is more than true, false or a number itself. */
function dependsOnNothing(nodes: readonly ExpressionNode[]): boolean {
  const isDecided = nodes.every(
    (node) => node.kind !== 'context' && !(node.kind === 'call' && VARYING.has(node.name.toLowerCase())),
  );
  return isDecided && nodes.some(({ kind }) => kind !== 'literal' && kind !== 'not');
}

function unchanging(nodes: readonly ExpressionNode[]): ExpressionFinding {
  const { start = 0, end = 0 } = nodes.at(-1) ?? {};
  const message =
    'This condition names no context and is the same in every run; compare something like `github.ref`, or write `true` or `false`.';
  return { severity: 'warning', rule: 'constant-condition', start, end, message: () => message };
}

/** Whether a node counts as true or false in any case; null: that is not known. */
function truthOf(node: ExpressionNode, truths: readonly (boolean | null)[]): boolean | null {
  const truth = (index: NodeIndex): boolean | null => truths[index] ?? null;
  if (node.kind === 'literal') return typeof node.value === 'string' ? node.value !== '' : null;
  if (node.kind === 'not') {
    const known = truth(node.of);
    return known === null ? null : !known;
  }
  if (node.kind !== 'logical') return null;
  const operands = node.operands.map(truth);
  const deciding = node.operator === '||';
  if (operands.includes(deciding)) return deciding;
  return operands.includes(null) ? null : !deciding;
}

function findingOf(
  node: ExpressionNode,
  truth: boolean,
  nodes: readonly ExpressionNode[],
  expression: string,
): ExpressionFinding {
  const { start, end } = node;
  const message = (): string => {
    const written = expression.slice(start, end);
    const always = `\`${written}\` is always ${truth}`;
    const text = node.kind === 'logical' ? textAmong(node.operands, nodes, expression) : null;
    if (text === null)
      return `${always}, as a text counts as ${truth ? 'true unless it is' : 'false if it is'} empty.`;
    return `${always}, as \`${text}\` counts as ${truth} by itself; compare it with something too.`;
  };
  return { severity: 'warning', rule: 'constant-condition', start, end, message };
}

function textAmong(
  operands: readonly NodeIndex[],
  nodes: readonly ExpressionNode[],
  expression: string,
): string | null {
  const text = operands.map((index) => nodes[index]).find((node) => node?.kind === 'literal');
  return text === undefined ? null : expression.slice(text.start, text.end);
}
