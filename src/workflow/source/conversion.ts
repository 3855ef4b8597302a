import { isAlias, isMap, isScalar, type Alias, type ParsedNode, type Scalar, type YAMLMap } from 'yaml';
import type { Json } from '../../events/json.ts';
import type { Problem } from '../../events/problem.ts';
import { quoted } from '../quoted.ts';
import { Aliases } from './aliases.ts';
import type { Path } from './path.ts';
import type { SourceText } from './source-text.ts';
import { isTagOfJson, tagBefore, tagMessage } from './tags.ts';

/** The most problems that are reported: nobody reads more, and a hostile file has one in every line. */
const MAX_REPORTED = 100;

/** A node as JSON. */
export interface Converted {
  readonly json: Json;
  /** How many values it holds, itself included. */
  readonly size: number;
  /** How deep it is nested; a scalar is 1. */
  readonly depth: number;
}

/** What is said of a node. */
export type Said = Pick<Problem, 'rule' | 'message'>;

type ParsedMap = YAMLMap.Parsed;

/** Nodes to JSON: aliases resolved under a limit, repeated keys named, tags refused. */
export class Conversion {
  readonly problems: Problem[] = [];
  /** Where the values are that could not be read, or only in part. */
  readonly unreadable: Path[] = [];
  readonly #source: SourceText;
  readonly #aliases = new Aliases();
  /** The path of what is being converted. */
  readonly #path: (string | number)[] = [];

  constructor(source: SourceText) {
    this.#source = source;
  }

  /** What each alias stands for. */
  get targets(): ReadonlyMap<Alias, ParsedNode> {
    return this.#aliases.targets;
  }

  convert(node: ParsedNode | null): Converted {
    if (node === null) return NOTHING;
    if (isAlias(node)) return this.#convertAlias(node);
    if (node.anchor === undefined) return this.#convertContent(node);
    this.#aliases.begin(node.anchor, node);
    const converted = this.#convertContent(node);
    this.#aliases.end(node.anchor, node, converted);
    return converted;
  }

  #convertContent(node: Exclude<ParsedNode, Alias.Parsed>): Converted {
    if (node.tag !== undefined && !isTagOfJson(node.tag)) return this.#refuseTag(node);
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
    const message = `The key ${quoted(name)} is there twice, first on line ${line}; remove one.`;
    this.#report(key.range, { rule: 'duplicate-key', message });
  }

  #refuseTag(node: Exclude<ParsedNode, Alias.Parsed>): Converted {
    const { start, written } = tagBefore(this.#source.text, node.range[0]);
    const said = { rule: 'yaml-tag', message: tagMessage(written, this.#path.at(-1) === 'if') };
    this.unreadable.push([...this.#path]);
    this.#report([start, start + Math.max(1, written.length)], said);
    return NOTHING;
  }

  #convertAlias(alias: Alias.Parsed): Converted {
    const converted = this.#aliases.resolve(alias);
    if ('json' in converted) return converted;
    if (converted.said === null) this.unreadable.push([...this.#path]);
    else this.#refuse(alias, converted.said);
    return NOTHING;
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
