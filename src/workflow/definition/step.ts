import type { StepDefinition } from '../../events/definition.ts';
import type { JsonObject } from '../../events/json.ts';
import { environmentOf, present, scalarText, templateOf, templatesOf } from './read.ts';
import { readRetry } from './retry.ts';

/** Keys of a step that are known and not executed yet. */
export const STEP_KEYS_NOT_EXECUTED = ['background', 'wait', 'wait-all', 'cancel', 'parallel'];

/** Whether a step is `actions/checkout`, which is executed natively, whatever its version. */
export function isCheckout(uses: string | undefined): boolean {
  return uses !== undefined && /^actions\/checkout@/i.test(uses);
}

/** One step of a file that the schema finds valid. */
export function readStep(step: JsonObject): StepDefinition {
  return present({
    id: scalarText(step['id']),
    name: scalarText(step['name']),
    if: scalarText(step['if']),
    run: scalarText(step['run']),
    uses: scalarText(step['uses']),
    with: step['with'] === undefined ? undefined : templatesOf(step['with']),
    shell: scalarText(step['shell']),
    workingDirectory: scalarText(step['working-directory']),
    env: environmentOf(step['env']),
    continueOnError: templateOf(step['continue-on-error']),
    timeoutMinutes: templateOf(step['timeout-minutes']),
    retry: readRetry(step['retry']),
    notExecuted: pick(step, STEP_KEYS_NOT_EXECUTED),
  });
}

/** The named properties that are there; undefined where none is. */
export function pick(source: JsonObject, keys: readonly string[]): JsonObject | undefined {
  const found = Object.entries(source).filter(([key]) => keys.includes(key));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
