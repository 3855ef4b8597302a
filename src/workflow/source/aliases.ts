import type { Alias, ParsedNode } from 'yaml';
import type { Converted, Said } from './conversion.ts';

/** The most values that aliases may stand for, all together: what keeps "YAML bombs" small. */
const MAX_ALIASED = 50_000;

/** The deepest value that an alias may stand for: nested aliases add their depths up. */
const MAX_ALIASED_DEPTH = 20;

/** The longest name of an alias that is shown. */
const MAX_SHOWN = 60;

/** Anchors and what their aliases stand for, under a limit. */
export class Aliases {
  /** What each alias stands for. */
  readonly targets = new Map<Alias, ParsedNode>();
  /** The content of an anchor is null while it is being read. */
  readonly #anchors = new Map<string, { node: ParsedNode; converted: Converted | null }>();
  #aliased = 0;
  #isRefused = false;

  /** A value with an anchor begins. A later anchor of the same name replaces an earlier one. */
  begin(anchor: string, node: ParsedNode): void {
    this.#anchors.set(anchor, { node, converted: null });
  }

  /** A value with an anchor was read. */
  end(anchor: string, node: ParsedNode, converted: Converted): void {
    this.#anchors.set(anchor, { node, converted });
  }

  /** What an alias stands for, or what is said of it: null where that was said of an alias before. */
  resolve(alias: Alias.Parsed): Converted | { readonly said: Said | null } {
    const target = this.#anchors.get(alias.source);
    const name = alias.source.slice(0, MAX_SHOWN);
    if (target === undefined) {
      const message = `\`*${name}\` is an alias in YAML, and no anchor \`&${name}\` stands before it; a text that begins with \`*\` needs quotes.`;
      return { said: { rule: 'unknown-alias', message } };
    }
    if (target.converted === null) {
      const message = `The alias \`*${name}\` stands inside what it names.`;
      return { said: { rule: 'recursive-alias', message } };
    }
    this.#aliased += target.converted.size;
    if (this.#aliased > MAX_ALIASED || target.converted.depth > MAX_ALIASED_DEPTH) return this.#refuse();
    this.targets.set(alias, target.node);
    return target.converted;
  }

  /** Once a file: the first alias too many is the mistake, the others follow from it. */
  #refuse(): { readonly said: Said | null } {
    const message = `The aliases of the file stand for more than ${MAX_ALIASED} values, or for values nested too deep.`;
    const said = this.#isRefused ? null : { rule: 'too-many-aliases', message };
    this.#isRefused = true;
    return { said };
  }
}
