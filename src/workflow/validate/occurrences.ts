/** Finds every expression of a file: what cannot be parsed or stands where none may is a problem. */
import { isJsonObject, type Json } from '../../events/json.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import { keyBelow, KEYS, type Availability, type KeyNode } from '../contexts/availability.ts';
import {
  ExpressionError,
  hasExpression,
  isInsertion,
  parseExpression,
  splitTemplate,
  UnclosedExpressionError,
  type ParsedExpression,
  type Segment,
} from '../expressions/index.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { error } from './rule.ts';

/** Nothing but a text written as an expression, which GitHub takes for the text wherever it is. */
const QUOTED_TEXT = /^\$\{\{\s*'(?:[^']|'')*'\s*\}\}$/;

/** One expression at its place. */
export interface Occurrence {
  /** The value it stands in, or the key of that value. */
  readonly path: Path;
  readonly isKey: boolean;
  /** 0-based place of its first character in that text. */
  readonly offset: number;
  readonly expression: string;
  /** Whether the value is nothing but this expression, so that it keeps its type. */
  readonly sole: boolean;
  /** Whether there is nothing but white space around it, which makes a text of the value. */
  readonly padded: boolean;
  readonly parsed: ParsedExpression;
  readonly available: Availability;
}

/** A problem at a part of an expression; at the whole key where it stands in one. */
export function inOccurrence(
  document: SourceDocument,
  { path, isKey, offset }: Occurrence,
  { start, end }: { readonly start: number; readonly end: number },
  finding: Finding,
): UnplacedProblem {
  return isKey ? document.atKey(path, finding) : document.inText(path, offset + start, end - start, finding);
}

/**
 * All expressions of a file, and what is wrong with the others.
 * @param keys the keys of such a file that take expressions; default: those of a workflow
 */
export function findOccurrences(
  document: SourceDocument,
  keys: KeyNode = KEYS,
): {
  occurrences: Occurrence[];
  problems: UnplacedProblem[];
} {
  const search = new Search(document);
  search.visit(document.json, [], keys);
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
        if (below.here !== null && hasExpression(key)) this.#checkKey(key, [...path, key], below.here);
        this.visit(item, [...path, key], below);
      }
    } else if (Array.isArray(value)) {
      value.forEach((item: Json, index) => this.visit(item, [...path, index], keyBelow(node, String(index))));
    }
  }

  /** A key with expressions, evaluated where its values are. */
  #checkKey(key: string, path: Path, available: Availability): void {
    if (isInsertion(key)) return;
    try {
      for (const segment of splitTemplate(key)) {
        if (segment.kind !== 'expression') continue;
        const { expression, offset } = segment;
        const parsed = parseExpression(expression);
        this.occurrences.push({
          path,
          isKey: true,
          offset,
          expression,
          sole: false,
          padded: false,
          parsed,
          available,
        });
      }
    } catch (mistake) {
      if (!(mistake instanceof ExpressionError)) throw mistake;
      this.problems.push(this.#document.atKey(path, error(SYNTAX, mistake.message)));
    }
  }

  #visitText(text: string, path: Path, available: Availability | null): void {
    if (!hasExpression(text)) {
      if (available?.condition === true && text.trim() !== '')
        this.#parse(text, { offset: 0, sole: true, padded: false }, path, available);
      return;
    }
    if (available === null) {
      if (isShell(path) && QUOTED_TEXT.test(text)) return;
      const start = text.indexOf('${{');
      const end = text.indexOf('}}', start);
      const length = end < 0 ? text.length - start : end + 2 - start;
      this.problems.push(
        this.#document.inText(path, start, length, error('expression-not-allowed', insteadOf(path))),
      );
      return;
    }
    try {
      const segments = splitTemplate(text);
      const sole = segments.length === 1;
      const padded = !sole && isPadded(segments);
      for (const segment of segments) {
        if (segment.kind !== 'expression') continue;
        this.#parse(segment.expression, { offset: segment.offset, sole, padded }, path, available);
      }
    } catch (mistake) {
      if (!(mistake instanceof UnclosedExpressionError)) throw mistake;
      this.problems.push(
        this.#document.inText(path, mistake.templateOffset, 3, error(SYNTAX, mistake.message)),
      );
    }
  }

  #parse(
    expression: string,
    place: Pick<Occurrence, 'offset' | 'sole' | 'padded'>,
    path: Path,
    available: Availability,
  ): void {
    try {
      const parsed = parseExpression(expression);
      this.occurrences.push({ path, isKey: false, ...place, expression, parsed, available });
    } catch (mistake) {
      if (!(mistake instanceof ExpressionError)) throw mistake;
      const offset = place.offset + (mistake.offset ?? 0);
      const finding = error(SYNTAX, mistake.message, mistake.correction);
      this.problems.push(this.#document.inText(path, offset, mistake.length, finding));
    }
  }
}

/** Whether a template is one expression with white space around it. */
function isPadded(segments: readonly Segment[]): boolean {
  const texts = segments.flatMap((segment) => (segment.kind === 'text' ? [segment.text] : []));
  return segments.length - texts.length === 1 && texts.every((text) => text.trim() === '');
}

const SYNTAX = 'expression-syntax';

/** Whether a path is that of a step's shell: of the keys that take no expressions, workers evaluate only this. */
function isShell(path: Path): boolean {
  return path.at(-1) === 'shell';
}

/** What to do where no expression may stand. */
function insteadOf(path: Path): string {
  return isShell(path)
    ? 'Expressions are not evaluated in the `shell` of a step; they are in `defaults.run.shell` of its job.'
    : 'Expressions are not evaluated here; write the value itself.';
}
