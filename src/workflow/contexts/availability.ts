/**
 * Which contexts and functions an expression may use at which key: GitHub docs, "Context availability". A key
 * that is not here, and is below none that is, takes no expressions.
 */

/** What an expression may use, and what it should give. */
export interface Availability {
  /** Lower case. */
  readonly contexts: ReadonlySet<string>;
  /** Of the functions that are not everywhere: `hashfiles` and the status functions; lower case. */
  readonly functions: ReadonlySet<string>;
  /** Whether the whole text is an expression, with or without `${{ }}`: an `if`. */
  readonly condition: boolean;
  /** What the value of the key is; null where it may be of several kinds. */
  readonly value: KeyValue | null;
}

/** What a key makes of its value. `label`: a text and nothing else; `labels`: one, a list of them, or a map of `runs-on`. */
export type KeyValue = 'text' | 'number' | 'boolean' | 'list' | 'object' | 'label' | 'labels';

const WORKFLOW = 'github inputs vars';
const BEFORE_JOB = 'github needs vars inputs';
const JOB = 'github needs strategy matrix vars inputs';
const RUNNER = `${JOB} job runner env`;
const STEP = `${RUNNER} secrets steps`;
export const STATUS = 'success failure cancelled always';

/** A key with the keys below it, its contexts, the functions that are not everywhere, and what its value is. */
export type AvailabilityRow = readonly [
  key: string,
  contexts: string,
  value?: KeyValue | null,
  functions?: string,
];

/** The keys of a step, below `jobs.<id>.steps[*]` and in a `parallel` group. */
const STEP_ROWS: readonly AvailabilityRow[] = [
  ['if', `${RUNNER} steps`, null, `${STATUS} hashfiles`],
  ['name', STEP, 'text', 'hashfiles'],
  ['run', STEP, 'text', 'hashfiles'],
  ['with', STEP, 'object', 'hashfiles'],
  ['with.*', STEP, 'text', 'hashfiles'],
  ['env', STEP, 'object', 'hashfiles'],
  ['env.*', STEP, 'text', 'hashfiles'],
  ['working-directory', STEP, 'text', 'hashfiles'],
  ['continue-on-error', STEP, 'boolean', 'hashfiles'],
  ['timeout-minutes', STEP, 'number', 'hashfiles'],
  ['retry', STEP, null, 'hashfiles'],
];

const TABLE: readonly AvailabilityRow[] = [
  ['run-name', WORKFLOW, 'text'],
  ['concurrency', WORKFLOW],
  ['concurrency.group', WORKFLOW, 'text'],
  ['concurrency.cancel-in-progress', WORKFLOW, 'boolean'],
  ['env', `${WORKFLOW} secrets`, 'object'],
  ['env.*', `${WORKFLOW} secrets`, 'text'],
  ['defaults.run', WORKFLOW, 'object'],
  ['defaults.run.*', WORKFLOW, 'text'],
  ['on.workflow_call.inputs.*.default', WORKFLOW],
  ['on.workflow_call.outputs.*.value', `${WORKFLOW} jobs`, 'text'],
  ['jobs.*.name', JOB, 'text'],
  ['jobs.*.if', BEFORE_JOB, null, STATUS],
  ['jobs.*.strategy', BEFORE_JOB, 'object'],
  ['jobs.*.strategy.matrix', BEFORE_JOB, 'object'],
  ['jobs.*.strategy.matrix.*', BEFORE_JOB, 'list'],
  ['jobs.*.strategy.matrix.*.*', BEFORE_JOB],
  ['jobs.*.strategy.fail-fast', BEFORE_JOB, 'boolean'],
  ['jobs.*.strategy.max-parallel', BEFORE_JOB, 'number'],
  ['jobs.*.runs-on', JOB, 'labels'],
  ['jobs.*.runs-on.*', JOB, 'label'],
  ['jobs.*.runs-on.group', JOB, 'label'],
  ['jobs.*.runs-on.labels', JOB, 'labels'],
  ['jobs.*.runs-on.labels.*', JOB, 'label'],
  ['jobs.*.concurrency', JOB],
  ['jobs.*.concurrency.group', JOB, 'text'],
  ['jobs.*.concurrency.cancel-in-progress', JOB, 'boolean'],
  ['jobs.*.continue-on-error', JOB, 'boolean'],
  ['jobs.*.timeout-minutes', JOB, 'number'],
  ['jobs.*.cancel-timeout-minutes', JOB, 'number'],
  ['jobs.*.snapshot', JOB],
  ['jobs.*.snapshot.if', JOB, null, STATUS],
  ['jobs.*.retry', JOB],
  ['jobs.*.defaults.run', `${JOB} env`, 'object'],
  ['jobs.*.defaults.run.*', `${JOB} env`, 'text'],
  ['jobs.*.env', `${JOB} secrets`, 'object'],
  ['jobs.*.env.*', `${JOB} secrets`, 'text'],
  ['jobs.*.environment', JOB],
  ['jobs.*.environment.name', JOB, 'text'],
  ['jobs.*.environment.deployment', JOB, 'boolean'],
  ['jobs.*.environment.url', `${RUNNER} steps`, 'text'],
  ['jobs.*.outputs', STEP, 'object'],
  ['jobs.*.outputs.*', STEP, 'text'],
  ['jobs.*.container', JOB],
  ['jobs.*.container.image', JOB, 'text'],
  ['jobs.*.container.credentials', `${JOB} env secrets`, 'object'],
  ['jobs.*.container.credentials.*', `${JOB} env secrets`, 'text'],
  ['jobs.*.container.env', `${RUNNER} secrets`, 'object'],
  ['jobs.*.container.env.*', `${RUNNER} secrets`, 'text'],
  ['jobs.*.services', JOB, 'object'],
  ['jobs.*.services.*', JOB],
  ['jobs.*.services.*.image', JOB, 'text'],
  ['jobs.*.services.*.credentials', `${JOB} env secrets`, 'object'],
  ['jobs.*.services.*.credentials.*', `${JOB} env secrets`, 'text'],
  ['jobs.*.services.*.env', `${RUNNER} secrets`, 'object'],
  ['jobs.*.services.*.env.*', `${RUNNER} secrets`, 'text'],
  ['jobs.*.with', JOB],
  ['jobs.*.with.*', JOB, 'text'],
  ['jobs.*.secrets', `${JOB} secrets`],
  ['jobs.*.secrets.*', `${JOB} secrets`, 'text'],
  ...['jobs.*.steps.*', 'jobs.*.steps.*.parallel.*'].flatMap((step) =>
    STEP_ROWS.map(([key, ...row]): AvailabilityRow => [`${step}.${key}`, ...row]),
  ),
];

/** One key in the tree of keys: what holds at it and below, unless a key below says otherwise. */
export interface KeyNode {
  readonly here: Availability | null;
  readonly keys: ReadonlyMap<string, KeyNode>;
}

interface GrowingNode {
  here: Availability | null;
  readonly keys: Map<string, GrowingNode>;
}

/** The tree of all keys of a workflow that take expressions. */
export const KEYS: KeyNode = growTree(TABLE);

/** The node of a key (or index) below another one; what holds there holds further down. */
export function keyBelow(node: KeyNode, key: string): KeyNode {
  return (
    node.keys.get(key) ??
    node.keys.get('*') ??
    (node.keys.size === 0 ? node : { here: node.here, keys: NO_KEYS })
  );
}

const NO_KEYS: ReadonlyMap<string, KeyNode> = new Map();

/** The tree of the keys that a table names. */
export function growTree(table: readonly AvailabilityRow[]): KeyNode {
  const root: GrowingNode = { here: null, keys: new Map() };
  for (const [key, contexts, value = null, functions = ''] of table) {
    let node = root;
    for (const segment of key.split('.')) {
      const next = node.keys.get(segment) ?? { here: node.here, keys: new Map<string, GrowingNode>() };
      node.keys.set(segment, next);
      node = next;
    }
    node.here = {
      // `runbook` is an alias of `github`.
      contexts: new Set([...contexts.split(' '), 'runbook']),
      functions: new Set(functions === '' ? [] : functions.split(' ')),
      condition: /[.-]if$/.test(key),
      value,
    };
  }
  return root;
}
