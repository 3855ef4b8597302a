/** What is known of starting a workflow by hand: what its file declares, and what was wrong with what was given. */
import {
  anyOf,
  type FieldCheck,
  flag,
  listOf,
  oneOf,
  orAbsent,
  shaped,
  text,
  values,
  whole,
} from './checks.ts';
import type { InputDefinition } from './definition.ts';

/** What a workflow file declares under `on.workflow_dispatch`. */
export interface DispatchForm {
  /** In the order of the file. */
  readonly inputs: { readonly [name: string]: InputDefinition };
  /** How many inputs it declares beyond these, for which there was no room. */
  readonly leftOut: number;
}

/** A mistake in the inputs of a dispatch. */
export interface InputProblem {
  /** Its name as the file declares it, or as it was given where the file has none like it; null: all of them together. */
  readonly input: string | null;
  /** A sentence that names the input. */
  readonly message: string;
}

const number: FieldCheck = (value) => typeof value === 'number' && Number.isFinite(value);

const isForm = shaped({
  inputs: values(
    shaped({
      type: oneOf('string', 'boolean', 'number', 'choice', 'environment'),
      description: orAbsent(text),
      required: flag,
      default: orAbsent(anyOf(text, flag, number)),
      options: orAbsent(listOf(text)),
    }),
  ),
  leftOut: whole,
});

/** Whether a value parsed from JSON is a `DispatchForm`. */
export function isDispatchForm(value: unknown): value is DispatchForm {
  return isForm(value);
}
