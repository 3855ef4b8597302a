/** Finds every expression of a file: what cannot be parsed or stands where none may is a problem. */
import { isJsonObject, type Json } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { keyBelow, KEYS, type Availability, type KeyNode } from '../contexts/availability.ts';
import {
  ExpressionError,
  hasExpression,
  isInsertion,
  parseExpression,
  splitTemplate,
  UnclosedExpressionError,
  type ParsedExpression,
} from '../expressions/index.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { error } from './rule.ts';

/** One expression at its place. */
export interface Occurrence {
  /** The value it stands in. */
  readonly path: Path;
  /** 0-based place of its first character in that text. */
  readonly offset: number;
  readonly expression: string;
  readonly parsed: ParsedExpression;
  readonly available: Availability;
}

/** All expressions of a file, and what is wrong with the others. */
export function findOccurrences(document: SourceDocument): {
  occurrences: Occurrence[];
  problems: UnplacedProblem[];
} {
  const search = new Search(document);
  search.visit(document.json, [], KEYS);
  return search;
}

class Search {
  readonly occurrences: Occurrence[] = [];
  readonly problems: UnplacedProblem[] = [];
  readonly #document: SourceDocument;

  constructor(document: SourceDocument) {
    this.#document = document;
  }

  visit(value: Json, path: Path, node: KeyNode): void {
    if (typeof value === 'string') {
      this.#visitText(value, path, node.here);
    } else if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        const below = keyBelow(node, key);
        if (below.here !== null && hasExpression(key)) this.#checkKey(key, [...path, key]);
        this.visit(item, [...path, key], below);
      }
    } else if (Array.isArray(value)) {
      value.forEach((item: Json, index) => this.visit(item, [...path, index], keyBelow(node, String(index))));
    }
  }

  /** A key with expressions, evaluated where its values are. */
  #checkKey(key: string, path: Path): void {
    if (isInsertion(key)) return;
    try {
      for (const segment of splitTemplate(key)) {
        if (segment.kind === 'expression') parseExpression(segment.expression);
      }
    } catch (mistake) {
      if (!(mistake instanceof ExpressionError)) throw mistake;
      this.problems.push(this.#document.atKey(path, error(SYNTAX, mistake.message)));
    }
  }

  #visitText(text: string, path: Path, available: Availability | null): void {
    if (!hasExpression(text)) {
      if (available?.condition === true && text.trim() !== '') this.#parse(text, 0, path, available);
      return;
    }
    if (available === null) {
      const message = 'Expressions are not evaluated here; write the value itself.';
      const start = text.indexOf('${{');
      const end = text.indexOf('}}', start);
      const length = end < 0 ? text.length - start : end + 2 - start;
      this.problems.push(
        this.#document.inText(path, start, length, error('expression-not-allowed', message)),
      );
      return;
    }
    try {
      for (const segment of splitTemplate(text)) {
        if (segment.kind === 'expression') this.#parse(segment.expression, segment.offset, path, available);
      }
    } catch (mistake) {
      if (!(mistake instanceof UnclosedExpressionError)) throw mistake;
      this.problems.push(
        this.#document.inText(path, mistake.templateOffset, 3, error(SYNTAX, mistake.message)),
      );
    }
  }

  #parse(expression: string, offset: number, path: Path, available: Availability): void {
    try {
      this.occurrences.push({ path, offset, expression, parsed: parseExpression(expression), available });
    } catch (mistake) {
      if (!(mistake instanceof ExpressionError)) throw mistake;
      const place = offset + (mistake.offset ?? 0);
      const finding = error(SYNTAX, mistake.message, mistake.correction);
      this.problems.push(this.#document.inText(path, place, mistake.length, finding));
    }
  }
}

const SYNTAX = 'expression-syntax';
