import type { DispatchShape } from '../../../server/shapes/index.ts';
import { type Mistakes, NO_MISTAKES } from './mistakes.ts';

/** An input as the workflow file declares it. */
export type DispatchInput = DispatchShape['inputs'][string];

/** What stands in a control: whether a box is checked, else a text; empty: nothing was given. */
export type Value = string | boolean;

/** What stands in the form, by the inputs' names. */
export type Values = { readonly [name: string]: Value };

/** What the form begins with: the defaults. */
export function initialValues(inputs: DispatchShape['inputs']): Values {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      input.type === 'boolean' ? String(input.default) === 'true' : String(input.default ?? ''),
    ]),
  );
}

/**
 * What is sent. A number that is empty, and a choice of nothing, is left out: it takes its default then. An empty
 * text is given as it is, for it may be meant.
 */
export function inputsToSend(
  inputs: DispatchShape['inputs'],
  values: Values,
): { readonly [name: string]: Value | number } {
  const sent = new Map<string, Value | number>();
  for (const [name, { type }] of Object.entries(inputs)) {
    const value = values[name] ?? '';
    const text = String(value);
    if (type === 'boolean') sent.set(name, value === true);
    else if (type === 'string' || type === 'environment') sent.set(name, text);
    else if (text.trim() !== '') sent.set(name, type === 'number' ? Number(text) : text);
  }
  return Object.fromEntries(sent);
}

/** What git refuses in a ref before it looks whether there is one (`git check-ref-format`). */
const NO_REF = /^-|[\p{Cc} ~^:?*[\\]/u;

/** What is wrong before anything is sent; `NO_MISTAKES`: nothing. @param ref empty: the default branch */
export function checkValues(inputs: DispatchShape['inputs'], values: Values, ref: string): Mistakes {
  const found = Object.entries(inputs).flatMap(([name, input]) => {
    const mistake = mistakeIn(input, values[name] ?? '');
    return mistake === null ? [] : [[name, mistake] as const];
  });
  const isRef = !NO_REF.test(ref);
  if (isRef && found.length === 0) return NO_MISTAKES;
  return {
    ref: isRef ? undefined : 'No branch or tag has such a name.',
    inputs: Object.fromEntries(found),
  };
}

function mistakeIn({ type, required }: DispatchInput, value: Value): string | null {
  if (typeof value === 'boolean') return null;
  const isEmpty = type === 'number' ? value.trim() === '' : value === '';
  if (isEmpty) return required ? 'This must be given.' : null;
  return type === 'number' && !Number.isFinite(Number(value))
    ? 'This must be a number, such as 8 or 0.5.'
    : null;
}
