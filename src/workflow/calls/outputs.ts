import type { WorkflowDefinition } from '../../events/definition.ts';
import { isJsonObject, type Json } from '../../events/json.ts';
import { interpolate, type Scope } from '../expressions/index.ts';
import { CallError } from './error.ts';

/** The most characters that the outputs of one call may have together: those that a job's may have. */
const MAX_CHARACTERS = 1024 * 1024;

/**
 * What a called workflow gives back to its caller: `on.workflow_call.outputs.*.value`, evaluated once its jobs are
 * over (GitHub docs, `on.workflow_call.outputs`). Empty values are left out, as of a job's outputs.
 * @param scope with `jobs`, `inputs`, `github` and `vars`
 * @throws ExpressionError, CallError
 */
export function callOutputs(called: WorkflowDefinition, scope: Scope): { readonly [name: string]: string } {
  const declared = called.on['workflow_call']?.call?.['outputs'];
  if (!isJsonObject(declared)) return {};
  const outputs = Object.entries(declared)
    .map(([name, output]) => [name, interpolate(templateOf(output), scope)] as const)
    .filter(([, value]) => value !== '');
  const characters = outputs.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (characters > MAX_CHARACTERS)
    throw new CallError(
      `The outputs of ${called.path} have more than ${MAX_CHARACTERS} characters together.`,
    );
  return Object.fromEntries(outputs);
}

function templateOf(output: Json): string | number | boolean {
  const value = isJsonObject(output) ? output['value'] : null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : '';
}
