import type { StepDefinition } from '../../events/index.ts';
import { firstLine, hasName, interpolate, nameAsWritten } from '../../workflow/index.ts';
import { type Place, evaluateIn } from './evaluation.ts';
import type { JobState } from './job-state.ts';

/** The name of a step as GitHub shows it; an expression that cannot be evaluated leaves it as written. */
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
