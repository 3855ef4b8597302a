import { type AvailabilityTable, growTree, type KeyNode, STATUS } from './availability.ts';

const STEP = 'github inputs strategy matrix steps job runner env';

/**
 * Which contexts and functions an expression of `action.yml` may use at which key, as GitHub's runner has it; there are
 * no secrets, `vars` and `needs` in an action. `pre-if` and `post-if` are conditions of steps of the job.
 */
const TABLE: AvailabilityTable = [
  ['inputs.*.default', 'github strategy matrix job runner', 'hashfiles'],
  ['outputs.*.value', STEP],
  ['runs.args', 'inputs'],
  ['runs.env', 'inputs'],
  ['runs.pre-if', STEP, `${STATUS} hashfiles`],
  ['runs.post-if', STEP, `${STATUS} hashfiles`],
  ['runs.steps.*.if', STEP, `${STATUS} hashfiles`],
  ['runs.steps.*.name', STEP, 'hashfiles'],
  ['runs.steps.*.run', STEP, 'hashfiles'],
  ['runs.steps.*.shell', STEP, 'hashfiles'],
  ['runs.steps.*.with', STEP, 'hashfiles'],
  ['runs.steps.*.env', STEP, 'hashfiles'],
  ['runs.steps.*.working-directory', STEP, 'hashfiles'],
  ['runs.steps.*.continue-on-error', STEP, 'hashfiles'],
];

/** The tree of all keys of an action that take expressions. */
export const ACTION_KEYS: KeyNode = growTree(TABLE);
