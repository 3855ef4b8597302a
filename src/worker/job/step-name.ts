import type { StepDefinition } from '../../events/index.ts';
import { interpolate } from '../../workflow/index.ts';
import { type Place, evaluateIn } from './evaluation.ts';
import type { JobState } from './job-state.ts';

/** What is kept of a name that a script's first line gives. */
const LONGEST = 200;

/**
 * The name of a step as GitHub shows it: its `name`, else `Run` and the action or the script's first line.
 * An expression that cannot be evaluated leaves the name as written.
 */
export async function stepName(job: JobState, step: StepDefinition, place: Place): Promise<string> {
  const written = nameAsWritten(step);
  try {
    const name = await evaluateIn(job, place, (scope) => interpolate(written, scope));
    // A value of several lines, such as toJSON gives, does not belong to the script's first line.
    return hasName(step) ? name : firstLine(name);
  } catch {
    return written;
  }
}

/** The same without evaluating its expressions: for steps that nothing is known about. */
export function nameAsWritten(step: StepDefinition): string {
  if (hasName(step)) return step.name;
  if (step.uses !== undefined) return `Run ${step.uses}`;
  return `Run ${firstLine((step.run ?? '').trim()).slice(0, LONGEST)}`;
}

function hasName(step: StepDefinition): step is StepDefinition & { readonly name: string } {
  return step.name !== undefined && step.name.trim() !== '';
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}

/** `github.action`: the step's id, or a name made from what it runs, with a number from the second one on. */
export function actionName(job: JobState, step: StepDefinition): string {
  if (step.id !== undefined) return step.id;
  const base =
    step.uses === undefined
      ? '__run'
      : `__${step.uses.replace(/@.*$/, '').replaceAll(/[^A-Za-z0-9]+/g, '_')}`;
  const count = (job.actions.get(base) ?? 0) + 1;
  job.actions.set(base, count);
  return count === 1 ? base : `${base}_${count}`;
}
