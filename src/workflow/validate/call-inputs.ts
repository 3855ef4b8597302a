import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import type { CallDeclaration, CallInput } from '../callees/index.ts';
import { hasExpression } from '../expressions/index.ts';
import { calledWorkflowPath } from '../project/index.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { kindOf, quotedList } from '../structure/words.ts';
import { hintFor } from './action-inputs.ts';
import { error, type Rule } from './rule.ts';

/** `with` and `secrets` of a job that calls a local workflow, against what the workflow declares: GitHub refuses the rest. */
export const callInputs: Rule = ({ document, jobs, callees }) => {
  if (callees === null) return [];
  return jobs.flatMap(({ path, job }) => {
    const called = typeof job['uses'] === 'string' ? calledWorkflowPath(job['uses']) : null;
    const lookup = called === null ? null : callees.workflow(called);
    if (called === null || lookup?.kind !== 'found' || lookup.declaration === null) return [];
    const call = { document, path, called };
    return [
      ...inputProblems(call, job['with'] ?? {}, lookup.declaration),
      ...secretProblems(call, job['secrets'] ?? {}, lookup.declaration),
    ];
  });
};

/** A job that calls a workflow. */
interface Call {
  readonly document: SourceDocument;
  /** Of the job. */
  readonly path: Path;
  /** The workflow's path. */
  readonly called: string;
}

function inputProblems(call: Call, given: Json, { inputs }: CallDeclaration): UnplacedProblem[] {
  if (!hasPlainKeys(given)) return [];
  const { document, path, called } = call;
  const declared = byName(inputs);
  const problems = Object.entries(given).flatMap(([name, value]) => {
    const place = [...path, 'with', name];
    const input = declared.get(name.toLowerCase());
    if (input === undefined) {
      const message = `\`${name}\` is not an input of \`${called}\`${hintFor(name, names(inputs))}`;
      return [document.atKey(place, error('unknown-input', message))];
    }
    const wanted = wantedInstead(input, value);
    if (wanted === null) return [];
    const message = `The input \`${name}\` of \`${called}\` is ${wanted}, not ${shown(value)}.`;
    return [document.atValue(place, error('wrong-input-type', message))];
  });
  const missing = missingOf(
    inputs.filter(({ hasDefault }) => !hasDefault),
    given,
  );
  if (missing.length === 0) return problems;
  const message = `\`${called}\` requires the input${plural(missing)} ${quotedList(missing)}; give ${missing.length === 1 ? 'it' : 'them'} by \`with\`.`;
  return [...problems, document.atValue([...path, 'uses'], error('missing-input', message))];
}

function secretProblems(call: Call, given: Json, { secrets }: CallDeclaration): UnplacedProblem[] {
  // `inherit`, or something that the schema says is wrong.
  if (!hasPlainKeys(given)) return [];
  const { document, path, called } = call;
  const declared = byName(secrets);
  const problems = Object.keys(given).flatMap((name) => {
    if (declared.has(name.toLowerCase())) return [];
    const message = `\`${name}\` is not a secret that \`${called}\` declares${hintFor(name, names(secrets))}`;
    return [document.atKey([...path, 'secrets', name], error('unknown-secret', message))];
  });
  const missing = missingOf(secrets, given);
  if (missing.length === 0) return problems;
  const message = `\`${called}\` requires the secret${plural(missing)} ${quotedList(missing)}; give ${missing.length === 1 ? 'it' : 'them'} by \`secrets\`, or write \`secrets: inherit\`.`;
  return [...problems, document.atValue([...path, 'uses'], error('missing-secret', message))];
}

function hasPlainKeys(given: Json): given is JsonObject {
  return isJsonObject(given) && !Object.keys(given).some(hasExpression);
}

function missingOf(
  declared: readonly { readonly name: string; readonly required: boolean }[],
  given: JsonObject,
): string[] {
  const there = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  return declared
    .filter(({ name, required }) => required && !there.has(name.toLowerCase()))
    .map(({ name }) => name);
}

/** What the value should be; null where it is, or where only a run can tell. */
function wantedInstead({ type }: CallInput, value: Json): string | null {
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

function shown(value: Json): string {
  return typeof value === 'string' && value.length <= 40 ? `\`${value}\`` : kindOf(value);
}

function byName<Declared extends { readonly name: string }>(
  declared: readonly Declared[],
): Map<string, Declared> {
  return new Map(declared.map((item) => [item.name.toLowerCase(), item]));
}

function names(declared: readonly { readonly name: string }[]): string[] {
  return declared.map(({ name }) => name);
}

function plural({ length }: readonly string[]): string {
  return length === 1 ? '' : 's';
}
