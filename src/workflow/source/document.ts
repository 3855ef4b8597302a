/** A file as JSON, with the place of every key and value. */
import { isAlias, isMap, isScalar, isSeq, type Alias, type ParsedNode, type Scalar } from 'yaml';
import type { Json } from '../../events/json.ts';
import type { Problem } from '../../events/problem.ts';
import { Conversion, keyText } from './conversion.ts';
import type { Path } from './path.ts';
import { sourceOffset, type ScalarStyle } from './scalar-offset.ts';
import { SourceText, type Finding, type Span, type UnplacedProblem } from './source-text.ts';
import { readYaml } from './yaml.ts';

export type { Path } from './path.ts';

/** A file that YAML could read. */
export class SourceDocument {
  readonly source: SourceText;
  /** The content as JSON; null where the file has none that could be read. */
  readonly json: Json;
  /** What was wrong with it as YAML. */
  readonly problems: readonly Problem[];
  /** Where the values are that could not be read, or only in part: what is said of them follows from `problems`. */
  readonly unreadable: readonly Path[];
  readonly #root: ParsedNode | null;
  readonly #targets: ReadonlyMap<Alias, ParsedNode>;

  constructor(file: string, text: string) {
    // GitHub, like editors, takes a byte order mark at the start as no part of the text.
    this.source = new SourceText(file, text.startsWith('\uFEFF') ? text.slice(1) : text);
    const { root, problems } = readYaml(this.source);
    const conversion = new Conversion(this.source);
    this.#root = root;
    this.json = root === null ? null : conversion.convert(root).json;
    this.#targets = conversion.targets;
    this.problems = [...problems, ...conversion.problems];
    this.unreadable = conversion.unreadable;
  }

  /** A scalar as the file has it, before YAML makes a number of `3.10`; null where there is none. */
  writtenAt(path: Path): string | null {
    const node = this.#resolved(this.#node(path));
    return isScalar(node) ? (node.source ?? null) : null;
  }

  /** The line, from 1, at which a key or an item of a list stands; what an alias stands for is where its anchor is. */
  lineOf(path: Path): number {
    return this.source.lineOf((this.#keySpan(path) ?? this.#valueSpan(path)).start);
  }

  /** A problem at a value; at its key where the value takes no space. */
  atValue(path: Path, finding: Finding): UnplacedProblem {
    return this.#unplaced(path, finding, () => this.#valueSpan(path));
  }

  /** A problem at a key (of an item in a list: at the item). */
  atKey(path: Path, finding: Finding): UnplacedProblem {
    return this.#unplaced(path, finding, () => this.#keySpan(path) ?? this.#valueSpan(path));
  }

  /** A problem inside a text, at `offset` of its value, 0-based, `length` characters long. */
  inText(path: Path, offset: number, length: number, finding: Finding): UnplacedProblem {
    return this.#unplaced(path, finding, () => this.#textSpan(path, offset, length));
  }

  #unplaced(path: Path, finding: Finding, span: () => Span): UnplacedProblem {
    const { severity, rule, correction } = finding;
    const unplaced = { severity, rule, path, place: () => this.source.problem(finding, span()) };
    return correction === undefined
      ? unplaced
      : { ...unplaced, edit: () => this.source.edit(correction, span()) };
  }

  #textSpan(path: Path, offset: number, length: number): Span {
    const node = this.#node(path);
    if (node === null || !isScalar(node) || typeof node.value !== 'string') return this.#valueSpan(path);
    const [start, end] = node.range;
    const written = this.source.text.slice(start, end);
    const place = (at: number): number =>
      start + sourceOffset(written, String(node.value), styleOf(node), at);
    return { start: place(offset), end: place(offset + Math.max(1, length) - 1) + 1 };
  }

  #valueSpan(path: Path): Span {
    const node = this.#node(path);
    const span = node === null ? { start: 0, end: 0 } : { start: node.range[0], end: node.range[1] };
    return span.end > span.start ? span : (this.#keySpan(path) ?? span);
  }

  #keySpan(path: Path): Span | null {
    const last = path.at(-1);
    const parent = this.#resolved(this.#node(path.slice(0, -1)));
    if (typeof last !== 'string' || !isMap<ParsedNode, ParsedNode | null>(parent)) return null;
    const key = parent.items.find((pair) => keyText(pair.key) === last)?.key;
    return key === undefined ? null : { start: key.range[0], end: key.range[1] };
  }

  #node(path: Path): ParsedNode | null {
    let node = this.#root;
    for (const segment of path) {
      node = this.#resolved(node);
      if (isMap<ParsedNode, ParsedNode | null>(node)) {
        node = node.items.find((pair) => keyText(pair.key) === segment)?.value ?? null;
      } else if (isSeq<ParsedNode>(node) && typeof segment === 'number') {
        node = node.items[segment] ?? null;
      } else {
        return null;
      }
    }
    return node;
  }

  #resolved(node: ParsedNode | null): ParsedNode | null {
    return isAlias(node) ? (this.#targets.get(node) ?? null) : node;
  }
}

function styleOf({ type }: Scalar): ScalarStyle {
  if (type === 'QUOTE_SINGLE') return 'single-quoted';
  if (type === 'QUOTE_DOUBLE') return 'double-quoted';
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED' ? 'block' : 'plain';
}
