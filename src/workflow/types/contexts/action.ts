/** The types of the contexts in the file of an action, which knows nothing of the job that uses it. */
import { isJsonObject, type JsonObject } from '../../../events/json.ts';
import type { DeclaredOutputs } from '../outputs.ts';
import { ANY, objectOf, STRING, type Type } from '../type.ts';
import { githubType, RUNNER, STRATEGY, TEXTS } from './fixed.ts';
import type { ContextTypes } from './index.ts';
import { knownSteps } from './steps.ts';

/**
 * The contexts of an action, by the path of the value in which an expression stands.
 * @param declared the outputs that other actions declare
 */
export function actionContextsOf(
  root: JsonObject,
  declared: DeclaredOutputs,
): (path: readonly (string | number)[]) => ContextTypes {
  const { inputs, runs } = root;
  const steps = knownSteps('the action', isJsonObject(runs) ? runs : {}, undefined, declared);
  const types: ReadonlyMap<string, Type> = new Map([
    ['github', githubType(ANY)],
    ['runbook', githubType(ANY)],
    ['inputs', inputsType(isJsonObject(inputs) ? Object.keys(inputs) : [])],
    ['runner', RUNNER],
    ['strategy', STRATEGY],
    ['env', TEXTS],
  ]);
  return ([section, key, index]) => {
    const place = section === 'runs' && key === 'steps' && typeof index === 'number' ? index : Infinity;
    return (name) => (name === 'steps' ? steps.before(place) : (types.get(name) ?? ANY));
  };
}

/** Whatever a step gives becomes a text. */
function inputsType(names: readonly string[]): Type {
  return objectOf(
    names.map((name) => [name, STRING]),
    {
      absence: (name) => ({
        reason: `the action has no input \`${name}\``,
        advice: `declare \`${name}\` under its \`inputs\`.`,
      }),
    },
  );
}
