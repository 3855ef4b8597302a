import type { WorkflowDefinition } from '../../events/index.ts';
import { CommandError } from '../exit-code.ts';
import type { WorkflowFile } from './workflow-choice.ts';

/**
 * The workflow with `--env` in its `env`, over what the file says there.
 * @throws CommandError where the file's `env` is one expression, which nothing can be added to
 */
export function withEnvironment(
  definition: WorkflowDefinition,
  env: { readonly [name: string]: string },
  file: WorkflowFile,
): WorkflowDefinition {
  if (Object.keys(env).length === 0) return definition;
  if (typeof definition.env === 'string') {
    throw new CommandError(`${file.file}: --env cannot be added, because the file's env is an expression.`);
  }
  return { ...definition, env: { ...definition.env, ...env } };
}
