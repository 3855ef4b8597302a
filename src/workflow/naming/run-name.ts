import type { WorkflowDefinition } from '../../events/definition.ts';
import { isJsonObject, type Json } from '../../events/json.ts';
import type { Trigger } from '../../events/trigger.ts';
import { interpolate, type Scope } from '../expressions/index.ts';

/**
 * The name of a run: `run-name` evaluated; without one (or if it is empty) what GitHub shows: the head commit's
 * first line for a push, the title of a pull request, else the workflow's name. @throws ExpressionError
 */
export function runName(definition: WorkflowDefinition, scope: Scope, trigger: Trigger): string {
  const given = definition.runName === undefined ? '' : interpolate(definition.runName, scope).trim();
  if (given !== '') return given;
  const described = trigger.event === 'push' ? firstLine(trigger.message ?? '') : pullRequestTitle(scope);
  return described || definition.name;
}

function firstLine(message: string): string {
  return message.trim().split(/\r?\n/, 1)[0] ?? '';
}

function pullRequestTitle(scope: Scope): string {
  const title = property(property(property(scope.contexts['github'], 'event'), 'pull_request'), 'title');
  return typeof title === 'string' ? title.trim() : '';
}

function property(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}
