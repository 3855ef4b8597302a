import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { CallDeclaration, CallInput } from '../callees/index.ts';
import { hasExpression } from '../expressions/index.ts';
import { calledWorkflowPath } from '../project/index.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { kindOf } from '../structure/words.ts';
import { isEnough, listOfNames, missingNames, undeclaredNames } from './declared-names.ts';
import { quoted } from '../quoted.ts';
import { error, type Rule } from './rule.ts';

/**
 * `with` and `secrets` of a job that calls a local workflow, against what the workflow declares: GitHub refuses what
 * does not fit.
 */
export const callArguments: Rule = ({ document, jobs, callees }) => {
  const problems: UnplacedProblem[] = [];
  if (callees === null) return problems;
  for (const { path, job } of jobs) {
    const called = typeof job['uses'] === 'string' ? calledWorkflowPath(job['uses']) : null;
    const lookup = called === null ? null : callees.workflow(called);
    if (called === null || lookup?.kind !== 'found' || lookup.declaration === null) continue;
    const call = { document, path, name: quoted(called), declaration: lookup.declaration };
    problems.push(...inputProblems(call, job['with'] ?? {}), ...secretProblems(call, job['secrets'] ?? {}));
    if (isEnough(problems)) break;
  }
  return problems;
};

/** A job that calls a workflow. */
interface Call {
  readonly document: SourceDocument;
  /** Of the job. */
  readonly path: Path;
  /** The workflow's path, in quotes. */
  readonly name: string;
  readonly declaration: CallDeclaration;
}

function inputProblems({ document, path, name: called, declaration }: Call, given: Json): UnplacedProblem[] {
  if (!hasPlainKeys(given)) return [];
  const { inputs, mandatoryInputs } = declaration;
  const problems = undeclaredNames(Object.keys(given), inputs).map(({ name, hint, correction }) => {
    const message = `${quoted(name)} is not an input of ${called}${hint}`;
    return document.atKey([...path, 'with', name], error('unknown-input', message, correction));
  });
  for (const [name, value] of Object.entries(given)) {
    const wanted = wantedInstead(inputs.get(name.toLowerCase())?.type ?? null, value);
    if (wanted === null) continue;
    const message = `The input ${quoted(name)} of ${called} is ${wanted}, not ${kindOf(value)}.`;
    problems.push(document.atValue([...path, 'with', name], error('wrong-input-type', message)));
  }
  const missing = missingNames(mandatoryInputs, Object.keys(given));
  if (missing.length > 0) {
    const [inputWord, pronoun] = missing.length === 1 ? ['input', 'it'] : ['inputs', 'them'];
    const message = `${called} requires the ${inputWord} ${listOfNames(missing)}; give ${pronoun} by \`with\`.`;
    problems.push(document.atValue([...path, 'uses'], error('missing-input', message)));
  }
  return problems;
}

function secretProblems({ document, path, name: called, declaration }: Call, given: Json): UnplacedProblem[] {
  // `inherit`, or something that the schema says is wrong.
  if (!hasPlainKeys(given)) return [];
  const { secrets, mandatorySecrets } = declaration;
  const problems = undeclaredNames(Object.keys(given), secrets).map(({ name, hint, correction }) => {
    const message = `${quoted(name)} is not a secret of ${called}${hint}`;
    return document.atKey([...path, 'secrets', name], error('unknown-secret', message, correction));
  });
  const missing = missingNames(mandatorySecrets, Object.keys(given));
  if (missing.length > 0) {
    const [secretWord, pronoun] = missing.length === 1 ? ['secret', 'it'] : ['secrets', 'them'];
    const message = `${called} requires the ${secretWord} ${listOfNames(missing)}; give ${pronoun} by \`secrets\`, or write \`secrets: inherit\`.`;
    problems.push(document.atValue([...path, 'uses'], error('missing-secret', message)));
  }
  return problems;
}

function hasPlainKeys(given: Json): given is JsonObject {
  return isJsonObject(given) && !Object.keys(given).some(hasExpression);
}

/** What the value should be; null where it is, or where only a run can tell. */
function wantedInstead(type: CallInput['type'], value: Json): string | null {
  if (typeof value === 'string' && (value === '' || hasExpression(value))) return null;
  if (type === 'boolean') {
    return typeof value === 'number' || (typeof value === 'string' && !/^(?:true|false)$/i.test(value))
      ? 'true or false'
      : null;
  }
  if (type === 'number') {
    return typeof value === 'boolean' || (typeof value === 'string' && !Number.isFinite(Number(value)))
      ? 'a number'
      : null;
  }
  return null;
}
