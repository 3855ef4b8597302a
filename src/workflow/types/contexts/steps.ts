/** `steps`: each step sees those before it. */
import { isJsonObject, type Json, type JsonObject } from '../../../events/json.ts';
import { stepOutputs, type DeclaredOutputs } from '../outputs.ts';
import { MAX_NAMES, objectOf, type Type } from '../type.ts';
import { RESULT } from './fixed.ts';

/** The steps of a job that have ids. */
export interface KnownSteps {
  /** `steps` as the step at this index sees it; the number of steps: as the job's outputs do. */
  readonly before: (index: number) => Type;
}

interface KnownStep {
  readonly id: string;
  /** Of the job's list; steps of a `parallel` group have the group's. */
  readonly index: number;
  readonly inGroup: boolean;
  readonly type: Type;
}

/**
 * Reads the steps of a job once for all its expressions.
 * @param owner whose steps they are, in words
 * @param workflowShell the shell of `run` steps where neither job nor step names one
 */
export function knownSteps(
  owner: string,
  job: JsonObject,
  workflowShell: Json | undefined,
  declared: DeclaredOutputs,
): KnownSteps {
  const steps = readSteps(job, defaultShell(job) ?? workflowShell, declared);
  const first = [...steps.values()].slice(0, MAX_NAMES);
  const types = new Map<number, Type>();
  const typeBefore = (index: number): Type => ({
    kind: 'object',
    shape: {
      get: (name) => {
        const step = steps.get(name);
        return step !== undefined && isBefore(step, index) ? step.type : undefined;
      },
      names: () => first.filter((step) => isBefore(step, index)).map(({ id }) => id),
      others: null,
      absence: (name) => absenceOf(owner, name, steps.has(name.toLowerCase())),
    },
  });
  return {
    before: (index) => {
      const known = types.get(index) ?? typeBefore(index);
      types.set(index, known);
      return known;
    },
  };
}

/** The first of several steps of one id counts, by id in lower case. */
function readSteps(
  job: JsonObject,
  shell: Json | undefined,
  declared: DeclaredOutputs,
): ReadonlyMap<string, KnownStep> {
  const known = new Map<string, KnownStep>();
  const add = (step: Json, index: number, inGroup: boolean): void => {
    if (!isJsonObject(step)) return;
    const { id, parallel } = step;
    if (typeof id === 'string' && !known.has(id.toLowerCase())) {
      const type = stepType(stepOutputs(step, shell, declared));
      known.set(id.toLowerCase(), { id, index, inGroup, type });
    }
    if (Array.isArray(parallel)) parallel.forEach((inner: Json) => add(inner, index, true));
  };
  const { steps } = job;
  if (Array.isArray(steps)) steps.forEach((step: Json, index) => add(step, index, false));
  return known;
}

/** What is done at the same time, in one group, may be done in any order. */
function isBefore(step: KnownStep, index: number): boolean {
  return step.index < index || (step.inGroup && step.index === index);
}

function stepType(outputs: Type): Type {
  return objectOf([
    ['outputs', outputs],
    ['outcome', RESULT],
    ['conclusion', RESULT],
  ]);
}

function absenceOf(owner: string, name: string, comesLater: boolean): { reason: string; advice?: string } {
  if (comesLater) return { reason: `the step \`${name}\` has not run yet then` };
  return {
    reason: `the step \`${name}\` does not exist in ${owner}`,
    advice: `give a step before this one \`id: ${name}\`.`,
  };
}

/** `defaults.run.shell` of a job or a workflow. */
export function defaultShell({ defaults }: JsonObject): Json | undefined {
  const run = isJsonObject(defaults) ? defaults['run'] : undefined;
  return isJsonObject(run) ? run['shell'] : undefined;
}
