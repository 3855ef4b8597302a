/**
 * Which contexts and functions an expression may use at which key: GitHub docs, "Context availability". A key
 * that is not here, and is below none that is, takes no expressions.
 */

/** What an expression may use. */
export interface Availability {
  /** Lower case. */
  readonly contexts: ReadonlySet<string>;
  /** Of the functions that are not everywhere: `hashfiles` and the status functions; lower case. */
  readonly functions: ReadonlySet<string>;
  /** Whether the whole text is an expression, with or without `${{ }}`: an `if`. */
  readonly condition: boolean;
}

const WORKFLOW = 'github inputs vars';
const BEFORE_JOB = 'github needs vars inputs';
const JOB = 'github needs strategy matrix vars inputs';
const RUNNER = `${JOB} job runner env`;
const STEP = `${RUNNER} secrets steps`;
export const STATUS = 'success failure cancelled always';

/** Rows of a key (`*` is any), the contexts that it has, and of the functions that are not everywhere those it has. */
export type AvailabilityTable = readonly (readonly [key: string, contexts: string, functions?: string])[];

const TABLE: AvailabilityTable = [
  ['run-name', WORKFLOW],
  ['concurrency', WORKFLOW],
  ['env', `${WORKFLOW} secrets`],
  ['defaults.run', WORKFLOW],
  ['on.workflow_call.inputs.*.default', WORKFLOW],
  ['on.workflow_call.outputs.*.value', `${WORKFLOW} jobs`],
  ['jobs.*.name', JOB],
  ['jobs.*.if', BEFORE_JOB, STATUS],
  ['jobs.*.strategy', BEFORE_JOB],
  ['jobs.*.runs-on', JOB],
  ['jobs.*.concurrency', JOB],
  ['jobs.*.continue-on-error', JOB],
  ['jobs.*.timeout-minutes', JOB],
  ['jobs.*.cancel-timeout-minutes', JOB],
  ['jobs.*.snapshot', JOB],
  ['jobs.*.retry', JOB],
  ['jobs.*.defaults.run', `${JOB} env`],
  ['jobs.*.env', `${JOB} secrets`],
  ['jobs.*.environment', JOB],
  ['jobs.*.environment.url', `${RUNNER} steps`],
  ['jobs.*.outputs', STEP],
  ['jobs.*.container', JOB],
  ['jobs.*.container.credentials', `${JOB} env secrets`],
  ['jobs.*.container.env', `${RUNNER} secrets`],
  ['jobs.*.services', JOB],
  ['jobs.*.services.*.credentials', `${JOB} env secrets`],
  ['jobs.*.services.*.env', `${RUNNER} secrets`],
  ['jobs.*.with', JOB],
  ['jobs.*.secrets', `${JOB} secrets`],
  ['jobs.*.steps.*.if', `${RUNNER} steps`, `${STATUS} hashfiles`],
  ['jobs.*.steps.*.name', STEP, 'hashfiles'],
  ['jobs.*.steps.*.run', STEP, 'hashfiles'],
  ['jobs.*.steps.*.with', STEP, 'hashfiles'],
  ['jobs.*.steps.*.env', STEP, 'hashfiles'],
  ['jobs.*.steps.*.shell', STEP, 'hashfiles'],
  ['jobs.*.steps.*.working-directory', STEP, 'hashfiles'],
  ['jobs.*.steps.*.continue-on-error', STEP, 'hashfiles'],
  ['jobs.*.steps.*.timeout-minutes', STEP, 'hashfiles'],
  ['jobs.*.steps.*.retry', STEP, 'hashfiles'],
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
export function growTree(table: AvailabilityTable): KeyNode {
  const root: GrowingNode = { here: null, keys: new Map() };
  for (const [key, contexts, functions = ''] of table) {
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
    };
  }
  return root;
}
