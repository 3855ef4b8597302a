/** `env`: what the workflow and its steps set, and not what every step is given besides. */
import type { JsonObject } from '../../../events/json.ts';
import { GIVEN_VARIABLES } from '../../contexts/given-variables.ts';
import { ANY, type Absence, type Type } from '../type.ts';
import { githubType, RUNNER, TEXTS } from './fixed.ts';

/** `env` of a workflow: texts of any name, but for the given variables that the file does not set itself. */
export function envType(root: JsonObject): Type {
  let written: string | null = null;
  const isSet = (name: string): boolean => {
    written ??= JSON.stringify(root).toUpperCase();
    return written.includes(`"${name}":`);
  };
  const { shape } = TEXTS;
  return {
    kind: 'object',
    shape: {
      ...shape,
      excludes: (name) => {
        const variable = name.toUpperCase();
        return shape.excludes?.(name) === true || (GIVEN_VARIABLES.has(variable) && !isSet(variable));
      },
      absence: absenceOf,
    },
  };
}

function absenceOf(name: string): Absence {
  const variable = name.toUpperCase();
  const [owner = '', ...rest] = variable.toLowerCase().split('_');
  const property = rest.join('_');
  const context = owner === 'runner' ? RUNNER : githubType(ANY);
  const isThere = context.kind === 'object' && context.shape.get(property) !== undefined;
  return {
    reason: '`env` has only what the workflow sets',
    advice: isThere
      ? `write \`${owner}.${property}\`.`
      : `a script reads the variable itself, \`$${variable}\`.`,
  };
}
