/** What `runbook validate --explain RULE` and docs/rules.md say of a rule. */
export interface RulePage {
  /** As problems name it, `unknown-key`. */
  readonly rule: string;
  /** What it reports; `error or warning` where that depends on the place. */
  readonly severity: 'error' | 'warning' | 'error or warning';
  /** One sentence: what is wrong. */
  readonly summary: string;
  /** What happens with such a file on GitHub and here, and what to do. */
  readonly why: string;
  /** A whole file that has this mistake, and at least one problem of this rule. */
  readonly bad: string;
  /** The same file without the mistake: it has no problem at all. */
  readonly good: string;
  /**
   * What the examples are: a file's text, or commands of a shell that make `.runbook/ci.yml`, where the mistake is
   * not in the text. Default: `workflow`.
   */
  readonly kind?: 'workflow' | 'action' | 'commands';
  /** Further files of the examples' repository, by path from its root. Default: none. */
  readonly files?: { readonly [path: string]: string };
}
