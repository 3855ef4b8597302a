import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { isCheckout, jobKeysNotExecuted, STEP_KEYS_NOT_EXECUTED } from '../definition/index.ts';
import { soleExpression } from '../expressions/index.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import { calledWorkflowPath } from '../project/index.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { isActionName } from './action-name.ts';
import { warning, type JobNode, type Rule, type StepNode } from './rule.ts';

/** The rule under which everything is reported that the language has and this version does not execute. */
export const NOT_EXECUTED = 'not-executed';

/** Inputs of actions/checkout that are honoured, or say nothing here. */
const CHECKOUT_INPUTS = [
  'ref',
  'path',
  'fetch-depth',
  'fetch-tags',
  'clean',
  'persist-credentials',
  'sparse-checkout',
  'sparse-checkout-cone-mode',
  'set-safe-directory',
  'show-progress',
  'allow-unsafe-pr-checkout',
];

/** Inputs that are honoured only with the values that mean "as without it". */
const CHECKOUT_DEFAULTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['repository', ['github.repository']],
  ['token', ['github.token', 'secrets.GITHUB_TOKEN']],
  ['submodules', ['false']],
  ['lfs', ['false']],
  ['ssh-key', []],
  ['ssh-known-hosts', []],
  ['ssh-strict', []],
  ['ssh-user', []],
  ['filter', []],
  ['github-server-url', ['github.server_url']],
]);

/** Documented keys and actions that this version does not execute: a run is refused because of them. */
export const notExecuted: Rule = ({ document, root, jobs }) => [
  ...queueProblems(document, ['concurrency'], root['concurrency']),
  ...expressionFor(
    document,
    ['defaults', 'run'],
    isJsonObject(root['defaults']) ? root['defaults']['run'] : undefined,
  ),
  ...jobs.flatMap((node) => [
    ...jobProblems(document, node),
    ...node.steps.flatMap((step) => stepProblems(document, step)),
  ]),
];

function jobProblems(document: SourceDocument, { path, job }: JobNode): UnplacedProblem[] {
  const { concurrency, strategy, defaults, 'runs-on': runsOn } = job;
  return [
    ...keyProblems(document, path, job, jobKeysNotExecuted(job)),
    ...callProblems(document, path, job['uses']),
    ...queueProblems(document, [...path, 'concurrency'], concurrency),
    ...expressionFor(document, [...path, 'strategy'], strategy),
    ...expressionFor(
      document,
      [...path, 'defaults', 'run'],
      isJsonObject(defaults) ? defaults['run'] : undefined,
    ),
    ...(isJsonObject(runsOn) ? keyProblems(document, [...path, 'runs-on'], runsOn, ['group']) : []),
  ];
}

/** Workflows of other repositories: fetching them is a thing of its own. */
function callProblems(document: SourceDocument, path: Path, uses: Json | undefined): UnplacedProblem[] {
  if (typeof uses !== 'string' || calledWorkflowPath(uses) !== null) return [];
  const message = 'Calling a workflow of another repository is not executed yet; copy it into this one.';
  return [document.atValue([...path, 'uses'], warning(NOT_EXECUTED, message))];
}

function stepProblems(document: SourceDocument, { path, step }: StepNode): UnplacedProblem[] {
  const problems = keyProblems(document, path, step, STEP_KEYS_NOT_EXECUTED);
  const { uses, with: inputs } = step;
  // What names no action is another rule's mistake.
  if (typeof uses !== 'string' || !isActionName(uses)) return problems;
  if (isCheckout(uses)) return [...problems, ...checkoutProblems(document, [...path, 'with'], inputs)];
  const message = `The action \`${uses}\` is not executed yet; of all actions only \`actions/checkout\` is.`;
  return [...problems, document.atValue([...path, 'uses'], warning(NOT_EXECUTED, message))];
}

function checkoutProblems(document: SourceDocument, path: Path, inputs: Json | undefined): UnplacedProblem[] {
  if (!isJsonObject(inputs)) return expressionFor(document, path, inputs);
  return Object.entries(inputs).flatMap(([name, value]) => {
    const input = name.toLowerCase();
    if (CHECKOUT_INPUTS.includes(input)) return [];
    const harmless = CHECKOUT_DEFAULTS.get(input);
    if (harmless === undefined) return [unknownInput(document, [...path, name], name)];
    if (isHarmless(value, harmless)) return [];
    const message = `The input \`${name}\` of \`actions/checkout\` is not executed yet with this value.`;
    return [document.atKey([...path, name], warning(NOT_EXECUTED, message))];
  });
}

function unknownInput(document: SourceDocument, path: Path, name: string): UnplacedProblem {
  const near = nearMiss(name, [...CHECKOUT_INPUTS, ...CHECKOUT_DEFAULTS.keys()]);
  const hint = near === null ? '.' : `; did you mean \`${near}\`?`;
  const message = `\`${name}\` is not an input of \`actions/checkout\`${hint}`;
  return document.atKey(path, warning('unknown-input', message, correctionOf(name, near)));
}

function isHarmless(value: Json, harmless: readonly string[]): boolean {
  if (value === '' || value === null) return true;
  if (typeof value !== 'string') return harmless.includes(JSON.stringify(value));
  const expression = /^\s*\$\{\{[^}]*\}\}\s*$/.test(value) ? soleExpression(value) : null;
  const meant = (expression ?? value).trim().toLowerCase();
  return harmless.some((word) => word.toLowerCase() === meant);
}

function keyProblems(
  document: SourceDocument,
  path: Path,
  owner: JsonObject,
  keys: readonly string[],
): UnplacedProblem[] {
  return keys
    .filter((key) => key in owner)
    .map((key) => document.atKey([...path, key], warning(NOT_EXECUTED, `\`${key}\` is not executed yet.`)));
}

/** One run or job of a group waits, as by default. */
function queueProblems(
  document: SourceDocument,
  path: Path,
  concurrency: Json | undefined,
): UnplacedProblem[] {
  if (!isJsonObject(concurrency) || (concurrency['queue'] ?? 'single') === 'single') return [];
  const message = 'A `queue` other than `single` is not executed yet.';
  return [document.atKey([...path, 'queue'], warning(NOT_EXECUTED, message))];
}

/** Maps that may also be one expression, which is not evaluated yet. */
function expressionFor(document: SourceDocument, path: Path, value: Json | undefined): UnplacedProblem[] {
  if (typeof value !== 'string') return [];
  const message = `An expression for all of \`${String(path.at(-1))}\` is not executed yet; write the map.`;
  return [document.atValue(path, warning(NOT_EXECUTED, message))];
}
