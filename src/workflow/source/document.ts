/** A file as JSON, with the place of every key and value. */
import { isAlias, isMap, isScalar, isSeq, type Alias, type ParsedNode, type Scalar } from 'yaml';
import type { Json } from '../../events/json.ts';
import type { Problem } from '../../events/problem.ts';
import { sourceOffset, type ScalarStyle } from './scalar-offset.ts';
import { SourceText, type Finding, type Span, type UnplacedProblem } from './source-text.ts';
import { readYaml } from './yaml.ts';

/** Keys and indexes from the root to a value. */
export type Path = readonly (string | number)[];

/** The most values that aliases may stand for, all together: what keeps "YAML bombs" small. */
const MAX_ALIASED = 50_000;

/** The deepest value that an alias may stand for: nested aliases add their depths up. */
const MAX_ALIASED_DEPTH = 20;

/** A file that YAML could read. */
export class SourceDocument {
  readonly source: SourceText;
  /** The content as JSON; null where the file has none that could be read. */
  readonly json: Json;
  /** What was wrong with it as YAML. */
  readonly problems: readonly Problem[];
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
  }

  /** A scalar as the file has it, before YAML makes a number of `3.10`; null where there is none. */
  writtenAt(path: Path): string | null {
    const node = this.#resolved(this.#node(path));
    return isScalar(node) ? (node.source ?? null) : null;
  }

  /** A problem at a value; at its key where the value takes no space. */
  atValue(path: Path, finding: Finding): UnplacedProblem {
    return this.#unplaced(finding, () => this.#valueSpan(path));
  }

  /** A problem at a key (of an item in a list: at the item). */
  atKey(path: Path, finding: Finding): UnplacedProblem {
    return this.#unplaced(finding, () => this.#keySpan(path) ?? this.#valueSpan(path));
  }

  /** A problem inside a text, at `offset` of its value, 0-based, `length` characters long. */
  inText(path: Path, offset: number, length: number, finding: Finding): UnplacedProblem {
    return this.#unplaced(finding, () => this.#textSpan(path, offset, length));
  }

  #unplaced(finding: Finding, span: () => Span): UnplacedProblem {
    const { severity, rule } = finding;
    return { severity, rule, place: () => this.source.problem(finding, span()) };
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

interface Converted {
  readonly json: Json;
  /** How many values it holds, itself included. */
  readonly size: number;
  /** How deep it is nested; a scalar is 1. */
  readonly depth: number;
}

/** Nodes to JSON: aliases resolved under a limit, repeated keys named. */
class Conversion {
  readonly problems: Problem[] = [];
  readonly targets = new Map<Alias, ParsedNode>();
  readonly #source: SourceText;
  readonly #anchors = new Map<string, { node: ParsedNode; converted: Converted | null }>();
  #aliased = 0;
  #aliasesRefused = false;

  constructor(source: SourceText) {
    this.#source = source;
  }

  convert(node: ParsedNode | null): Converted {
    if (node === null) return NOTHING;
    if (isAlias(node)) return this.#convertAlias(node);
    const anchor = node.anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, { node, converted: null });
    const converted = this.#convertContent(node);
    if (anchor !== undefined) this.#anchors.set(anchor, { node, converted });
    return converted;
  }

  #convertContent(node: Exclude<ParsedNode, Alias.Parsed>): Converted {
    if (isScalar(node)) return { json: scalarJson(node), size: 1, depth: 1 };
    return isMap(node) ? this.#convertMap(node.items) : this.#convertList(node.items);
  }

  #convertList(items: readonly ParsedNode[]): Converted {
    const converted = items.map((item) => this.convert(item));
    return {
      json: converted.map(({ json }) => json),
      size: converted.reduce((sum, { size }) => sum + size, 1),
      depth: converted.reduce((deepest, { depth }) => Math.max(deepest, depth + 1), 1),
    };
  }

  #convertMap(pairs: readonly { key: ParsedNode; value: ParsedNode | null }[]): Converted {
    const entries = new Map<string, Json>();
    let size = 1;
    let deepest = 1;
    for (const { key, value } of pairs) {
      const name = keyText(key);
      const converted = this.convert(value);
      size += converted.size;
      deepest = Math.max(deepest, converted.depth + 1);
      if (name === null) {
        this.#report(key, 'complex-key', 'A key must be a plain text, not a list, map or alias.');
      } else if (name === '<<') {
        this.#report(
          key,
          'merge-key',
          'Merge keys (`<<`) are not part of the language; repeat the keys, or use an alias for the whole map.',
        );
      } else if (entries.has(name)) {
        this.#report(key, 'duplicate-key', `The key \`${name}\` is there twice; remove one.`);
      } else {
        entries.set(name, converted.json);
      }
    }
    return { json: Object.fromEntries(entries), size, depth: deepest };
  }

  #convertAlias(alias: Alias.Parsed): Converted {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      this.#report(
        alias,
        'unknown-alias',
        `No anchor \`&${alias.source}\` stands before the alias \`*${alias.source}\`.`,
      );
      return NOTHING;
    }
    if (target.converted === null) {
      this.#report(alias, 'recursive-alias', `The alias \`*${alias.source}\` stands inside what it names.`);
      return NOTHING;
    }
    this.#aliased += target.converted.size;
    if (this.#aliased > MAX_ALIASED || target.converted.depth > MAX_ALIASED_DEPTH) {
      this.#refuseAliases(alias);
      return NOTHING;
    }
    this.targets.set(alias, target.node);
    return target.converted;
  }

  /** Once a file: the first alias too many is the mistake, the others follow from it. */
  #refuseAliases(alias: Alias.Parsed): void {
    if (!this.#aliasesRefused) {
      const message = `The aliases of the file stand for more than ${MAX_ALIASED} values, or for values nested too deep.`;
      this.#report(alias, 'too-many-aliases', message);
    }
    this.#aliasesRefused = true;
  }

  #report(node: ParsedNode, rule: string, message: string): void {
    const [start, end] = node.range;
    this.problems.push(this.#source.problem({ severity: 'error', rule, message }, { start, end }));
  }
}

const NOTHING: Converted = { json: null, size: 1, depth: 1 };

/** A key as text; null for a key that is a collection or an alias. */
function keyText(key: ParsedNode): string | null {
  if (!isScalar(key)) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

function scalarJson({ value, source }: Scalar): Json {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  // JSON has no infinite numbers; such a scalar is what was written.
  return typeof value === 'number' && Number.isFinite(value) ? value : (source ?? '');
}

function styleOf({ type }: Scalar): ScalarStyle {
  if (type === 'QUOTE_SINGLE') return 'single-quoted';
  if (type === 'QUOTE_DOUBLE') return 'double-quoted';
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED' ? 'block' : 'plain';
}
