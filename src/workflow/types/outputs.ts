/** The outputs of steps and of called workflows, as far as they are declared where this program can read it. */
import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import { knownAction, meantName } from '../known-actions.ts';
import { scriptOutputs } from './script-outputs.ts';
import { mapOf, objectOf, STRING, type Type } from './type.ts';

/** What other files of the repository declare. */
export interface DeclaredOutputs {
  /** The names of the outputs of the action of a step's `uses`; null: not known. */
  readonly ofAction: (uses: string) => readonly string[] | null;
  /** The names of the outputs of the workflow of a job's `uses`; null: not known. */
  readonly ofWorkflow: (uses: string) => readonly string[] | null;
}

/** Where no other file is read. */
export const NO_DECLARED_OUTPUTS: DeclaredOutputs = { ofAction: () => null, ofWorkflow: () => null };

/** `steps.<id>.outputs` of a step. */
export function stepOutputs(
  step: JsonObject,
  defaultShell: Json | undefined,
  declared: DeclaredOutputs,
): Type {
  const { uses, run } = step;
  if (typeof run === 'string') {
    const names = scriptOutputs(run, step['shell'] ?? defaultShell);
    const id = typeof step['id'] === 'string' ? step['id'] : '';
    return names === null ? UNKNOWN_OUTPUTS : outputsOf(names, scriptAbsence(id));
  }
  if (typeof uses !== 'string') return UNKNOWN_OUTPUTS;
  const names = declared.ofAction(uses);
  const absence = (name: string): { reason: string } => ({
    reason: `the action \`${uses}\` has no output \`${name}\``,
  });
  return names === null ? publishedOutputs(uses, absence) : outputsOf(names, absence);
}

/** Outputs of a published action: of GitHub's own, the names that are misspelt are none. */
function publishedOutputs(uses: string, absence: (name: string) => { reason: string }): Type {
  const known = knownAction(uses)?.outputs ?? [];
  if (known.length === 0) return UNKNOWN_OUTPUTS;
  return objectOf(
    known.map((name) => [name, STRING]),
    { others: STRING, excludes: (name) => meantName(name, known) !== null, absence },
  );
}

/** `needs.<id>.outputs` and `jobs.<id>.outputs` of a job. */
export function jobOutputs(id: string, job: JsonObject, declared: DeclaredOutputs): Type {
  const { uses, outputs } = job;
  if (uses !== undefined) {
    const workflow = typeof uses === 'string' ? uses : '';
    const names = declared.ofWorkflow(workflow);
    if (names === null) return UNKNOWN_OUTPUTS;
    return outputsOf(names, (name) => ({
      reason: `the workflow \`${workflow}\` has no output \`${name}\``,
    }));
  }
  const names = outputs === undefined ? [] : isJsonObject(outputs) ? Object.keys(outputs) : null;
  if (names === null || names.some(hasExpression)) return UNKNOWN_OUTPUTS;
  return outputsOf(names, () => ({
    reason: `the job \`${id}\` has no such output`,
    advice: 'declare it under its `outputs`.',
  }));
}

const UNKNOWN_OUTPUTS: Type = mapOf(STRING);

function outputsOf(
  names: readonly string[],
  absence: (name: string) => { reason: string; advice?: string },
): Type {
  return objectOf(
    names.map((name) => [name, STRING]),
    { absence },
  );
}

function scriptAbsence(id: string): (name: string) => { reason: string; advice: string } {
  return (name) => ({
    reason: `the script of the step \`${id}\` sets no output \`${name}\``,
    advice: `write \`echo "${name}=..." >> "$GITHUB_OUTPUT"\` in it.`,
  });
}
