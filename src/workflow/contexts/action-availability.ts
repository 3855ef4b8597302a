import { type AvailabilityRow, growTree, type KeyNode, STATUS } from './availability.ts';

const STEP = 'github inputs strategy matrix steps job runner env';

/**
 * Which contexts and functions an expression of `action.yml` may use at which key, as GitHub's runner has it; there are
 * no secrets, `vars` and `needs` in an action. `pre-if` and `post-if` are conditions of steps of the job.
 */
const TABLE: readonly AvailabilityRow[] = [
  ['inputs.*.default', 'github strategy matrix job runner', 'text', 'hashfiles'],
  ['outputs.*.value', STEP, 'text'],
  ['runs.args.*', 'inputs', 'text'],
  ['runs.env.*', 'inputs', 'text'],
  ['runs.pre-if', STEP, null, `${STATUS} hashfiles`],
  ['runs.post-if', STEP, null, `${STATUS} hashfiles`],
  ['runs.steps.*.if', STEP, null, `${STATUS} hashfiles`],
  ['runs.steps.*.name', STEP, 'text', 'hashfiles'],
  ['runs.steps.*.run', STEP, 'text', 'hashfiles'],
  ['runs.steps.*.shell', STEP, 'text', 'hashfiles'],
  ['runs.steps.*.with', STEP, 'object', 'hashfiles'],
  ['runs.steps.*.with.*', STEP, 'text', 'hashfiles'],
  ['runs.steps.*.env', STEP, 'object', 'hashfiles'],
  ['runs.steps.*.env.*', STEP, 'text', 'hashfiles'],
  ['runs.steps.*.working-directory', STEP, 'text', 'hashfiles'],
  ['runs.steps.*.continue-on-error', STEP, 'boolean', 'hashfiles'],
];

/** The tree of all keys of an action that take expressions. */
export const ACTION_KEYS: KeyNode = growTree(TABLE);
