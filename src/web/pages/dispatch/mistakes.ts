import type { DispatchShape } from '../../../server/shapes/index.ts';
import { ApiProblem } from '../../api/api-problem.ts';

/** What is wrong in the form, a sentence for each field. */
export interface Mistakes {
  readonly ref: string | undefined;
  /** By the inputs' names. */
  readonly inputs: { readonly [name: string]: string };
}

/** Nothing is wrong. */
export const NO_MISTAKES: Mistakes = { ref: undefined, inputs: {} };

/** The mistakes that the server found in fields of the form; `NO_MISTAKES`: its answer is about something else. */
export function fieldMistakes(error: unknown, inputs: DispatchShape['inputs']): Mistakes {
  if (!(error instanceof ApiProblem)) return NO_MISTAKES;
  const mistakes = new Map<string, string>();
  let ref: string | undefined;
  for (const { field, message } of error.errors) {
    // An input may be called ref, too; what is wrong with it names it.
    if (field === 'ref' && !message.includes('input `ref`')) ref = message;
    else if (Object.hasOwn(inputs, field)) mistakes.set(field, message);
  }
  return ref === undefined && mistakes.size === 0
    ? NO_MISTAKES
    : { ref, inputs: Object.fromEntries(mistakes) };
}
