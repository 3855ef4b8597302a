/** A parsed expression as a list of its nodes with their places: what checks walk without recursion. */
import { data, type Expr } from '@actions/expressions';
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from '@actions/expressions/ast';
import { TokenType, type Token } from '@actions/expressions/lexer';
import { NumberValue } from './data.ts';

/** A stretch of an expression: 0-based UTF-16 offsets, the end exclusive. */
export interface NodeSpan {
  readonly start: number;
  readonly end: number;
}

/** The place of a node within the list of all. */
export type NodeIndex = number;

/** One operation of an expression, or one of its values. */
export type ExpressionNode = NodeSpan &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'context'; readonly name: string }
    /** `of.name` or `of['name']`. */
    | { readonly kind: 'property'; readonly of: NodeIndex; readonly name: string }
    /** `of[index]` with an index that is no text written there. */
    | { readonly kind: 'index'; readonly of: NodeIndex; readonly index: NodeIndex }
    /** `of.*` or `of[*]`. */
    | { readonly kind: 'filter'; readonly of: NodeIndex }
    | { readonly kind: 'not'; readonly of: NodeIndex }
    | {
        readonly kind: 'comparison';
        readonly operator: ComparisonOperator;
        readonly left: NodeIndex;
        readonly right: NodeIndex;
      }
    | { readonly kind: 'logical'; readonly operator: '&&' | '||'; readonly operands: readonly NodeIndex[] }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly NodeIndex[] }
  );

/** The operators that compare. */
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * The nodes of a tree, each after those it is made of; the last is the whole. Parentheses have none. Numbers get
 * GitHub's form of print on the way.
 */
export function nodesOf(tree: Expr, offsets: ReadonlyMap<Token, number>): ExpressionNode[] {
  const order = inEvaluationOrder(tree);
  const indexes = new Map(order.map((expr, index) => [expr, index]));
  const nodes: ExpressionNode[] = [];
  const indexOf = (expr: Expr): NodeIndex => indexes.get(ungrouped(expr)) ?? 0;
  const spanOf = (token: Token): NodeSpan => {
    const start = offsets.get(token) ?? 0;
    return { start, end: start + token.lexeme.length };
  };
  for (const expr of order) nodes.push(nodeOf(expr, nodes, indexOf, spanOf));
  return nodes;
}

/** Operands before what is made of them, from left to right; without groups and stars. */
function inEvaluationOrder(tree: Expr): Expr[] {
  const order: Expr[] = [];
  const pending = [tree];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const expr = ungrouped(next);
    order.push(expr);
    pending.push(...operandsOf(expr));
  }
  return order.toReversed();
}

function operandsOf(expr: Expr): readonly Expr[] {
  if (expr instanceof FunctionCall || expr instanceof Logical) return expr.args;
  if (expr instanceof Binary) return [expr.left, expr.right];
  if (expr instanceof Unary) return [expr.expr];
  if (!(expr instanceof IndexAccess)) return [];
  return expr.index instanceof Star || propertyName(expr) !== null ? [expr.expr] : [expr.expr, expr.index];
}

function ungrouped(expr: Expr): Expr {
  let inner = expr;
  while (inner instanceof Grouping) inner = inner.group;
  return inner;
}

function nodeOf(
  expr: Expr,
  nodes: readonly ExpressionNode[],
  indexOf: (expr: Expr) => NodeIndex,
  spanOf: (token: Token) => NodeSpan,
): ExpressionNode {
  const startOf = (index: NodeIndex): number => nodes[index]?.start ?? 0;
  const endOf = (index: NodeIndex | undefined): number => nodes[index ?? -1]?.end ?? 0;
  if (expr instanceof Literal) {
    return { kind: 'literal', value: literalValue(expr), ...spanOf(expr.token) };
  }
  if (expr instanceof ContextAccess) {
    return { kind: 'context', name: expr.name.lexeme, ...spanOf(expr.name) };
  }
  if (expr instanceof FunctionCall) {
    const args = expr.args.map(indexOf);
    const { start, end } = spanOf(expr.functionName);
    return {
      kind: 'call',
      name: expr.functionName.lexeme,
      args,
      start,
      end: args.length === 0 ? end + '()'.length : endOf(args.at(-1)) + ')'.length,
    };
  }
  if (expr instanceof Logical) {
    const operands = expr.args.map(indexOf);
    const operator = expr.operator.type === TokenType.AND ? '&&' : '||';
    return {
      kind: 'logical',
      operator,
      operands,
      start: startOf(operands[0] ?? 0),
      end: endOf(operands.at(-1)),
    };
  }
  if (expr instanceof Binary) {
    const [left, right] = [indexOf(expr.left), indexOf(expr.right)];
    const operator = comparisonOf(expr.operator.lexeme);
    return { kind: 'comparison', operator, left, right, start: startOf(left), end: endOf(right) };
  }
  if (expr instanceof Unary) {
    const of = indexOf(expr.expr);
    return { kind: 'not', of, start: spanOf(expr.operator).start, end: endOf(of) };
  }
  if (expr instanceof IndexAccess) return accessOf(expr, nodes, indexOf, spanOf);
  // The library has no other kind of node; a null changes no meaning.
  return { kind: 'literal', value: null, start: 0, end: 0 };
}

function accessOf(
  expr: IndexAccess,
  nodes: readonly ExpressionNode[],
  indexOf: (expr: Expr) => NodeIndex,
  spanOf: (token: Token) => NodeSpan,
): ExpressionNode {
  const of = indexOf(expr.expr);
  const { start = 0, end = 0 } = nodes[of] ?? {};
  if (expr.index instanceof Star) return { kind: 'filter', of, start, end: end + '.*'.length };
  const name = propertyName(expr);
  if (name !== null && expr.index instanceof Literal) {
    const { end: endOfName } = spanOf(expr.index.token);
    const isQuoted = expr.index.token.type === TokenType.STRING;
    return { kind: 'property', of, name, start, end: endOfName + (isQuoted ? ']'.length : 0) };
  }
  const index = indexOf(expr.index);
  return { kind: 'index', of, index, start, end: (nodes[index]?.end ?? end) + 1 };
}

/** The name of a property that is written out, `.name` or `['name']`. */
function propertyName({ index }: IndexAccess): string | null {
  return index instanceof Literal && index.literal instanceof data.StringData ? index.literal.value : null;
}

function literalValue(expr: Literal): string | number | boolean | null {
  const { literal } = expr;
  if (literal instanceof data.NumberData) {
    expr.literal = new NumberValue(literal.value);
    return literal.value;
  }
  if (literal instanceof data.StringData || literal instanceof data.BooleanData) return literal.value;
  return null;
}

function comparisonOf(lexeme: string): ComparisonOperator {
  switch (lexeme) {
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return lexeme;
    default:
      return '==';
  }
}
