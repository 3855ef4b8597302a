import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { quoted } from './quoted.ts';
import { error, everyStep, warning, type Rule } from './rule.ts';

/** Variables that every step is given, after its `env` (GitHub docs, "Default environment variables"). */
const GIVEN = new Set(
  [
    'ACTION ACTIONS ACTION_PATH ACTION_REPOSITORY ACTOR ACTOR_ID API_URL BASE_REF ENV EVENT_NAME EVENT_PATH',
    'GRAPHQL_URL HEAD_REF JOB OUTPUT PATH REF REF_NAME REF_PROTECTED REF_TYPE REPOSITORY REPOSITORY_ID',
    'REPOSITORY_OWNER REPOSITORY_OWNER_ID RETENTION_DAYS RUN_ATTEMPT RUN_ID RUN_NUMBER SERVER_URL SHA STATE',
    'STEP_SUMMARY TRIGGERING_ACTOR WORKFLOW WORKFLOW_REF WORKFLOW_SHA WORKSPACE',
  ]
    .flatMap((line) => line.split(' '))
    .map((name) => `GITHUB_${name}`)
    .concat([
      'RUNNER_ARCH',
      'RUNNER_ENVIRONMENT',
      'RUNNER_NAME',
      'RUNNER_OS',
      'RUNNER_TEMP',
      'RUNNER_TOOL_CACHE',
    ]),
);

/** Names of `env` that no program can read, and those that every step is given another value for. */
export const environmentNames: Rule = ({ document, root, jobs }) => [
  ...environmentProblems(document, root['env'], ['env']),
  ...jobs.flatMap((node) => [
    ...environmentProblems(document, node.job['env'], [...node.path, 'env']),
    ...everyStep(node).flatMap(({ step, path }) =>
      environmentProblems(document, step['env'], [...path, 'env']),
    ),
  ]),
];

function environmentProblems(document: SourceDocument, env: Json | undefined, path: Path): UnplacedProblem[] {
  if (!isJsonObject(env)) return [];
  return Object.keys(env).flatMap((name) => {
    const finding = findingOf(name, env);
    return finding === null ? [] : [document.atKey([...path, name], finding)];
  });
}

function findingOf(name: string, env: JsonObject): Finding | null {
  if (hasExpression(name)) return null;
  if (name === '') return error('bad-env-name', 'A variable has no name; write one before the colon.');
  if (/[\s=]/.test(name)) {
    const message = `No program can read a variable ${quoted(name)}: a name has letters, digits and \`_\`, no spaces and no \`=\`.`;
    return warning('bad-env-name', message);
  }
  if (name.startsWith('$')) {
    const message = `This sets a variable whose name has the \`$\` in it; write ${quoted(name.replace(/^\$\{?|\}$/g, ''))}.`;
    return warning('bad-env-name', message);
  }
  if (!GIVEN.has(name) || saysTheSame(name, env[name])) return null;
  const message = `\`${name}\` is set for every step, whatever \`env\` says; choose another name.`;
  return warning('reserved-env-name', message);
}

/** `GITHUB_REPOSITORY: ${{ github.repository }}` changes nothing and harms nothing. */
function saysTheSame(name: string, value: Json | undefined): boolean {
  const [context = '', ...rest] = name.toLowerCase().split('_');
  return (
    typeof value === 'string' &&
    value.replace(/\s/g, '').toLowerCase() === `\${{${context}.${rest.join('_')}}}`
  );
}
