import type { InputDefinition, Triggers } from '../../events/definition.ts';
import type { DispatchForm } from '../../events/dispatch-form.ts';

/** The most characters that the inputs of one file may have as JSON, so that an event with many files stays small. */
const MAX_CHARACTERS = 16 * 1024;

/**
 * What a file declares for being started by hand; false where it does not listen to `workflow_dispatch`. Inputs that
 * are too long to be carried in an event are left out and counted.
 */
export function dispatchForm(on: Triggers): DispatchForm | false {
  const listensTo = on['workflow_dispatch'];
  if (listensTo === undefined) return false;
  const declared = Object.entries(listensTo.inputs ?? {});
  let room = MAX_CHARACTERS;
  const carried = declared.filter((input: readonly [string, InputDefinition]) => {
    const characters = JSON.stringify(input).length;
    if (characters > room) return false;
    room -= characters;
    return true;
  });
  return { inputs: Object.fromEntries(carried), leftOut: declared.length - carried.length };
}
