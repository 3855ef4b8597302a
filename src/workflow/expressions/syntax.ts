/** Parsing of expressions (the text between `${{` and `}}`), with places of mistakes and a bounded cache. */
import { Lexer, Parser, type Expr } from '@actions/expressions';
import { ExpressionError as SyntaxMistake } from '@actions/expressions/errors';
import { TokenType, type Token } from '@actions/expressions/lexer';
import { ExpressionError } from './error.ts';
import { EXTENSION_FUNCTIONS, FUNCTION_NAMES, STATUS_FUNCTIONS } from './functions.ts';
import { withHint } from './hints.ts';
import { nodesOf, type ExpressionNode } from './nodes.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';

/** Every context of GitHub, and Runbook's alias of `github`. */
export const CONTEXT_NAMES = [
  'github',
  'env',
  'vars',
  'job',
  'jobs',
  'steps',
  'runner',
  'secrets',
  'strategy',
  'matrix',
  'needs',
  'inputs',
  'runbook',
] as const;

/** A parsed expression. */
export interface ParsedExpression {
  readonly tree: Expr;
  /** The tree as a list, each node after those it is made of; the last is the whole. */
  readonly nodes: readonly ExpressionNode[];
  /** Contexts and functions in the order of the text, with their places. */
  readonly mentions: readonly Mention[];
  /** Whether `success`, `failure`, `cancelled` or `always` is called. */
  readonly usesStatus: boolean;
}

/** A context or function that an expression names. */
export interface Mention {
  readonly kind: 'context' | 'function';
  /** As written. */
  readonly name: string;
  /** The properties that follow a context as literals (`needs.build.outputs` -> `build`, `outputs`), up to the first computed one or `*`. */
  readonly properties: readonly string[];
  /** 0-based place within the expression. */
  readonly offset: number;
}

const CACHE_ENTRIES = 1_000;
/** Longer expressions are rare and parsed each time, so that the cache stays small. */
const CACHE_LENGTH = 2_000;
const cache = new Map<string, ParsedExpression>();

/** Parses an expression without `${{ }}`. @throws ExpressionError with the place of the mistake */
export function parseExpression(expression: string): ParsedExpression {
  const known = cache.get(expression);
  if (known !== undefined) return known;
  const parsed = parseAnew(expression);
  if (expression.length <= CACHE_LENGTH) {
    if (cache.size >= CACHE_ENTRIES) {
      const oldest = cache.keys().next();
      if (oldest.done !== true) cache.delete(oldest.value);
    }
    cache.set(expression, parsed);
  }
  return parsed;
}

function parseAnew(expression: string): ParsedExpression {
  if (expression.trim() === '') throw new ExpressionError(expression, 'is empty');
  const tokens = lex(expression);
  const offsets = offsetsOf(tokens, expression);
  let tree: Expr;
  try {
    tree = new Parser(tokens, [...CONTEXT_NAMES], EXTENSION_FUNCTIONS).parse();
  } catch (error) {
    throw withHint(syntaxError(expression, offsets, error));
  }
  const nodes = nodesOf(tree, offsets);
  const mentions = mentionsOf(nodes);
  return {
    tree,
    nodes,
    mentions,
    usesStatus: mentions.some(
      ({ kind, name }) => kind === 'function' && STATUS_FUNCTIONS.has(name.toLowerCase()),
    ),
  };
}

function lex(expression: string): Token[] {
  try {
    const { tokens } = new Lexer(expression).lex();
    for (const token of tokens) {
      // The library unescapes only the first '' of a text.
      if (token.type === TokenType.STRING) token.value = token.lexeme.slice(1, -1).replaceAll("''", "'");
    }
    return tokens;
  } catch (error) {
    throw withHint(lexicalError(expression, error));
  }
}

/** The lexer throws plain errors that name the place in words. */
function lexicalError(expression: string, error: unknown): ExpressionError {
  const message = error instanceof Error ? error.message : String(error);
  if (message === 'ErrorExceededMaxLength') {
    return new ExpressionError(expression, `has ${expression.length} characters; at most 21,000 are allowed`);
  }
  const found = /^Unexpected symbol: '([^]*)'\. Located at position (\d+) within/.exec(message);
  const word = found?.[1] ?? '';
  const offset = found === null ? 0 : Number(found[2]) - 1;
  if (word.startsWith("'")) {
    return new ExpressionError(expression, "has a text that does not end; close it with `'`", {
      offset,
      length: word.length,
    });
  }
  const reason = word.includes('"')
    ? `has \`${word}\`; texts are written in single quotes`
    : `cannot have \`${word}\` there`;
  return new ExpressionError(expression, reason, { offset, length: word.length });
}

/** Tokens know line and column only; between two of them is nothing but white space. */
function offsetsOf(tokens: readonly Token[], expression: string): ReadonlyMap<Token, number> {
  const offsets = new Map<Token, number>();
  let cursor = 0;
  for (const token of tokens) {
    while (cursor < expression.length && ' \t\r\n'.includes(expression.charAt(cursor))) cursor += 1;
    offsets.set(token, cursor);
    cursor += token.lexeme.length;
  }
  return offsets;
}

function syntaxError(
  expression: string,
  offsets: ReadonlyMap<Token, number>,
  error: unknown,
): ExpressionError {
  if (!(error instanceof SyntaxMistake)) {
    return new ExpressionError(expression, `cannot be parsed (${String(error)})`, null, error);
  }
  const [token, offset] = tokenAt(offsets, error.pos);
  const word = token?.lexeme ?? '';
  const correction = correctionOf(word, meantName(kindOf(error.message), word));
  const place = { offset, length: word.length, correction };
  return new ExpressionError(expression, reasonOf(error.message, word), place, error);
}

/** The mistake carries its token's place, but not the token. */
function tokenAt(
  offsets: ReadonlyMap<Token, number>,
  place: { line: number; column: number },
): [Token | null, number] {
  for (const [token, offset] of offsets) {
    const { line, column } = token.range.start;
    if (line === place.line && column === place.column) return [token, offset];
  }
  return [null, 0];
}

function kindOf(message: string): string {
  return message.split(':')[0] ?? message;
}

/** The context or function that a misspelt name most likely meant. */
function meantName(kind: string, word: string): string | null {
  if (kind === 'Unrecognized named-value') return nearMiss(word, CONTEXT_NAMES);
  return kind === 'Unrecognized function' ? nearMiss(word, FUNCTION_NAMES) : null;
}

function reasonOf(message: string, word: string): string {
  const kind = kindOf(message);
  switch (kind) {
    case 'Unexpected end of expression':
      return 'ends too early';
    case 'Unrecognized named-value':
      return `names \`${word}\`, which is not a context${suggestion(meantName(kind, word), '')}`;
    case 'Unrecognized function':
      return `calls \`${word}\`, which is not a function${suggestion(meantName(kind, word), '()')}`;
    case 'Too few parameters supplied':
      return `gives \`${word}()\` too few arguments`;
    case 'Too many parameters supplied':
      return `gives \`${word}()\` too many arguments`;
    case 'Even number of parameters supplied, requires an odd number of parameters':
      return `gives \`${word}()\` an even number of arguments; it takes pairs of a condition and a value, and last the value for when none holds`;
    case 'Unexpected symbol':
      return word === '' || message.endsWith("'EOF'") ? 'ends too early' : `cannot have \`${word}\` there`;
    default:
      return kind.startsWith('Exceeded max expression depth')
        ? 'is nested more than 50 levels deep'
        : `is wrong at \`${word}\` (${kind})`;
  }
}

function suggestion(near: string | null, suffix: string): string {
  return near === null ? '' : `; did you mean \`${near}${suffix}\`?`;
}

/** What the nodes name, in the order of the text. */
function mentionsOf(nodes: readonly ExpressionNode[]): Mention[] {
  const mentions = nodes.flatMap((node, index): Mention[] => {
    const { start: offset } = node;
    if (node.kind === 'call') return [{ kind: 'function', name: node.name, properties: [], offset }];
    if (node.kind !== 'context') return [];
    return [{ kind: 'context', name: node.name, properties: propertiesAfter(nodes, index), offset }];
  });
  return mentions.sort((a, b) => a.offset - b.offset);
}

/** A property stands directly after what it is a property of. */
function propertiesAfter(nodes: readonly ExpressionNode[], index: number): string[] {
  const properties: string[] = [];
  for (let at = index; ; at += 1) {
    const next = nodes[at + 1];
    if (next?.kind !== 'property' || next.of !== at) return properties;
    properties.push(next.name);
  }
}
