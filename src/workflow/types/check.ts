/** The types of an expression, from its values to the whole, and what is wrong on the way. */
import type { ExpressionNode, NodeIndex, ParsedExpression } from '../expressions/index.ts';
import { filterType, indexType, propertyType, type Access } from './access.ts';
import { callType } from './call.ts';
import { checkComparison } from './comparison.ts';
import type { ContextTypes } from './contexts/index.ts';
import type { ExpressionFinding } from './finding.ts';
import { ANY, BOOLEAN, NULL, type Type } from './type.ts';
import { unionOf } from './union.ts';

/** What is known of an expression before it runs. */
export interface CheckedExpression {
  /** The type of its value. */
  readonly type: Type;
  readonly findings: readonly ExpressionFinding[];
}

/**
 * Checks an expression in one pass over its nodes, in time linear in their number.
 * @param expression as parsed, to quote it
 * @param contexts the types of the contexts where it stands
 */
export function checkExpression(
  { nodes }: ParsedExpression,
  expression: string,
  contexts: ContextTypes,
): CheckedExpression {
  const check = new Check(nodes, expression, contexts);
  for (const node of nodes) check.add(node);
  return { type: check.typeOf(nodes.length - 1), findings: check.findings };
}

class Check {
  readonly findings: ExpressionFinding[] = [];
  readonly #nodes: readonly ExpressionNode[];
  readonly #expression: string;
  readonly #contexts: ContextTypes;
  readonly #types: Type[] = [];
  /** The type of each node where its value counts as true: that of `b` in `a && b`. */
  readonly #typesIfTrue: Type[] = [];

  constructor(nodes: readonly ExpressionNode[], expression: string, contexts: ContextTypes) {
    this.#nodes = nodes;
    this.#expression = expression;
    this.#contexts = contexts;
  }

  /** Nodes come after those they are made of. */
  add(node: ExpressionNode): void {
    const type = this.#infer(node);
    this.#typesIfTrue.push(node.kind === 'logical' ? this.#ifTrue(node) : type);
    this.#types.push(type);
  }

  typeOf(index: NodeIndex): Type {
    return this.#types[index] ?? ANY;
  }

  #infer(node: ExpressionNode): Type {
    switch (node.kind) {
      case 'literal':
        return literalType(node.value);
      case 'context':
        return this.#contexts(node.name.toLowerCase());
      case 'property':
        return propertyType(this.#access(node, node.of), node.name);
      case 'index':
        return indexType(this.#access(node, node.of), this.typeOf(node.index));
      case 'filter':
        return filterType(this.#access(node, node.of));
      case 'not':
        return BOOLEAN;
      case 'comparison':
        this.#compare(node);
        return BOOLEAN;
      case 'logical':
        return this.#logicalType(node);
      case 'call':
        break;
    }
    const args = node.args.flatMap((index) => {
      const argument = this.#nodes[index];
      return argument === undefined ? [] : [{ type: this.typeOf(index), node: argument }];
    });
    return callType({ name: node.name, args, report: this.#report });
  }

  #access(node: ExpressionNode, of: NodeIndex): Access {
    const owner = this.#nodes[of];
    const written = owner === undefined ? '' : this.#expression.slice(owner.start, owner.end);
    return { of: this.typeOf(of), owner: written, node, report: this.#report };
  }

  #compare(node: ExpressionNode & { kind: 'comparison' }): void {
    const { operator, left, right } = node;
    checkComparison({
      operator,
      left: this.typeOf(left),
      right: this.typeOf(right),
      isWrittenOut: this.#isLiteral(left) && this.#isLiteral(right),
      node,
      report: this.#report,
    });
  }

  #isLiteral(index: NodeIndex): boolean {
    return this.#nodes[index]?.kind === 'literal';
  }

  /** `a || b` is `a` only where that counts as true; `a && b` is `a` only where it does not. */
  #logicalType({ operator, operands }: ExpressionNode & { kind: 'logical' }): Type {
    if (operator === '&&') return unionOf(operands.map((index) => this.typeOf(index)));
    const last = operands.at(-1) ?? 0;
    return unionOf([...operands.slice(0, -1).map((index) => this.#typeIfTrue(index)), this.typeOf(last)]);
  }

  #ifTrue({ operator, operands }: ExpressionNode & { kind: 'logical' }): Type {
    if (operator === '&&') return this.#typeIfTrue(operands.at(-1) ?? 0);
    return unionOf(operands.map((index) => this.#typeIfTrue(index)));
  }

  #typeIfTrue(index: NodeIndex): Type {
    return this.#typesIfTrue[index] ?? ANY;
  }

  readonly #report = (finding: ExpressionFinding): void => {
    this.findings.push(finding);
  };
}

function literalType(value: string | number | boolean | null): Type {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  return typeof value === 'number' ? { kind: 'number', value } : { kind: 'string', value };
}
