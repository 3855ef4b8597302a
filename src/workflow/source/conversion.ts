import { isAlias, isMap, isScalar, type Alias, type ParsedNode, type Scalar, type YAMLMap } from 'yaml';
import type { Json } from '../../events/json.ts';
import type { Problem } from '../../events/problem.ts';
import type { Path } from './path.ts';
import type { SourceText } from './source-text.ts';

/** The most values that aliases may stand for, all together: what keeps "YAML bombs" small. */
const MAX_ALIASED = 50_000;

/** The deepest value that an alias may stand for: nested aliases add their depths up. */
const MAX_ALIASED_DEPTH = 20;

/** The most problems that are reported: nobody reads more, and a hostile file has one in every line. */
const MAX_REPORTED = 100;

interface Converted {
  readonly json: Json;
  /** How many values it holds, itself included. */
  readonly size: number;
  /** How deep it is nested; a scalar is 1. */
  readonly depth: number;
}

/** What is said of a node. */
type Said = Pick<Problem, 'rule' | 'message'>;

type ParsedMap = YAMLMap.Parsed;

/** Nodes to JSON: aliases resolved under a limit, repeated keys named, tags refused. */
export class Conversion {
  readonly problems: Problem[] = [];
  /** Where the values are that could not be read, or only in part. */
  readonly unreadable: Path[] = [];
  readonly targets = new Map<Alias, ParsedNode>();
  readonly #source: SourceText;
  readonly #anchors = new Map<string, { node: ParsedNode; converted: Converted | null }>();
  /** The path of what is being converted. */
  readonly #path: (string | number)[] = [];
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
    if (node.tag !== undefined && !KNOWN_TAGS.has(node.tag)) return this.#refuseTag(node);
    if (isScalar(node)) return { json: scalarJson(node), size: 1, depth: 1 };
    return isMap<ParsedNode, ParsedNode | null>(node)
      ? this.#convertMap(node)
      : this.#convertList(node.items);
  }

  #convertList(items: readonly ParsedNode[]): Converted {
    const converted = items.map((item, index) => this.#convertAt(index, item));
    return {
      json: converted.map(({ json }) => json),
      size: converted.reduce((sum, { size }) => sum + size, 1),
      depth: converted.reduce((deepest, { depth }) => Math.max(deepest, depth + 1), 1),
    };
  }

  #convertMap(map: ParsedMap): Converted {
    const entries = new Map<string, { readonly json: Json; readonly key: ParsedNode }>();
    let size = 1;
    let deepest = 1;
    for (const { key, value } of map.items) {
      const name = keyText(key);
      const converted = this.#convertAt(name ?? '', value);
      size += converted.size;
      deepest = Math.max(deepest, converted.depth + 1);
      const first = entries.get(name ?? '')?.key;
      if (name === null) this.#refuseKey(map, key);
      else if (name === '<<') this.#refuseMergeKey(key);
      else if (first === undefined) entries.set(name, { json: converted.json, key });
      else this.#refuseRepeatedKey(name, first, key);
    }
    const json = Object.fromEntries([...entries].map(([name, entry]) => [name, entry.json]));
    return { json, size, depth: deepest };
  }

  #convertAt(segment: string | number, node: ParsedNode | null): Converted {
    this.#path.push(segment);
    const converted = this.convert(node);
    this.#path.pop();
    return converted;
  }

  #refuseKey(map: ParsedMap, key: ParsedNode): void {
    const isExpression = isMap(key) && map.flow === true && key.flow === true && map.items.length === 1;
    if (isExpression) {
      const message = '`{{ }}` is a map in YAML; an expression begins with `$`: write `${{ }}`.';
      this.#refuse(map, { rule: 'complex-key', message });
      return;
    }
    this.#refuse(key, {
      rule: 'complex-key',
      message: 'A key must be a plain text, not a list, map or alias.',
    });
  }

  #refuseMergeKey(key: ParsedNode): void {
    const message =
      'Merge keys (`<<`) are not part of the language; repeat the keys, or use an alias for the whole map.';
    this.#refuse(key, { rule: 'merge-key', message });
  }

  #refuseRepeatedKey(name: string, first: ParsedNode, key: ParsedNode): void {
    const line = this.#source.lineOf(first.range[0]);
    const message = `The key \`${name}\` is there twice, first on line ${line}; remove one.`;
    this.#report(key.range, { rule: 'duplicate-key', message });
  }

  #refuseTag(node: Exclude<ParsedNode, Alias.Parsed>): Converted {
    const { text } = this.#source;
    let start = text.lastIndexOf('!', Math.max(0, node.range[0] - 1));
    if (text.charAt(start) !== '!') start = node.range[0];
    if (text.charAt(start - 1) === '!') start -= 1;
    const written = /^[^\s,\]}]*/.exec(text.slice(start, start + MAX_TAG))?.[0] ?? '';
    const message = written.startsWith('!!')
      ? `\`${written}\` is a type of YAML that workflows do not have; leave it out.`
      : `\`${written}\` is a tag in YAML, as it begins with \`!\`; put the text in quotes${this.#path.at(-1) === 'if' ? ', or write `${{ !... }}`' : ''}.`;
    this.unreadable.push([...this.#path]);
    this.#report([start, start + Math.max(1, written.length)], { rule: 'yaml-tag', message });
    return NOTHING;
  }

  #convertAlias(alias: Alias.Parsed): Converted {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      const message = `\`*${alias.source}\` is an alias in YAML, and no anchor \`&${alias.source}\` stands before it; a text that begins with \`*\` needs quotes.`;
      this.#refuse(alias, { rule: 'unknown-alias', message });
      return NOTHING;
    }
    if (target.converted === null) {
      const message = `The alias \`*${alias.source}\` stands inside what it names.`;
      this.#refuse(alias, { rule: 'recursive-alias', message });
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
      this.#report(alias.range, { rule: 'too-many-aliases', message });
    }
    this.unreadable.push([...this.#path]);
    this.#aliasesRefused = true;
  }

  /** Reports what makes the present value, or the map around a key, unreadable. */
  #refuse(node: ParsedNode, said: Said): void {
    this.unreadable.push([...this.#path]);
    this.#report(node.range, said);
  }

  #report([start, end]: readonly number[], said: Said): void {
    if (this.problems.length >= MAX_REPORTED) return;
    const finding = { severity: 'error', ...said } as const;
    this.problems.push(this.#source.problem(finding, { start: start ?? 0, end: end ?? 0 }));
  }
}

/** The types of JSON; a value with such a tag is read as YAML says. */
const KNOWN_TAGS: ReadonlySet<string> = new Set([
  '!',
  ...['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((type) => `tag:yaml.org,2002:${type}`),
]);

/** The longest part of a tag that is shown. */
const MAX_TAG = 60;

const NOTHING: Converted = { json: null, size: 1, depth: 1 };

/** A key as text; null for a key that is a collection or an alias. */
export function keyText(key: ParsedNode): string | null {
  if (!isScalar(key)) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? '');
}

function scalarJson({ value, source }: Scalar): Json {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  // JSON has no infinite numbers; such a scalar is what was written.
  return typeof value === 'number' && Number.isFinite(value) ? value : (source ?? '');
}
