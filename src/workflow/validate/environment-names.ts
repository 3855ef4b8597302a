import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { GIVEN_VARIABLES } from '../contexts/given-variables.ts';
import { hasExpression } from '../expressions/index.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { quoted } from '../quoted.ts';
import { error, everyStep, warning, type Rule } from './rule.ts';

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
  if (!GIVEN_VARIABLES.has(name) || saysTheSame(name, env[name])) return null;
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
