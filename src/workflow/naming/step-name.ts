import type { StepDefinition } from '../../events/definition.ts';

/** What is kept of a name that a script's first line gives. */
const LONGEST = 200;

/** The number of a declared step in its job, from the step's place in the file (from 0): number 1 is `Set up job`. */
export function stepNumber(index: number): number {
  return index + 2;
}

/**
 * The name of a step as GitHub shows it, its expressions as written: its `name`, else `Run` and the action or the
 * script's first line.
 */
export function nameAsWritten(step: StepDefinition): string {
  if (hasName(step)) return step.name;
  if (step.uses !== undefined) return `Run ${step.uses}`;
  return `Run ${firstLine((step.run ?? '').trim()).slice(0, LONGEST)}`;
}

/** Whether a step says itself how it is called. */
export function hasName(step: StepDefinition): step is StepDefinition & { readonly name: string } {
  return step.name !== undefined && step.name.trim() !== '';
}

/** What stands before the first line end. */
export function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}
