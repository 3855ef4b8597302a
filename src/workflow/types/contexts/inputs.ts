/** What a workflow declares under `on`: the types of `inputs` and `secrets`. */
import { isJsonObject, type Json, type JsonObject } from '../../../events/json.ts';
import { textsOf } from '../../definition/read.ts';
import { hasExpression } from '../../expressions/index.ts';
import { oneOf } from '../known-texts.ts';
import { ANY, BOOLEAN, NUMBER, objectOf, STRING, type Type } from '../type.ts';
import { unionOf } from '../union.ts';
import { TEXTS } from './fixed.ts';

/** The events that bring inputs. */
const EVENTS_WITH_INPUTS = ['workflow_dispatch', 'workflow_call'];

/** `inputs`: what the two events declare, with their types; a name that both declare is of both types. */
export function inputsType(on: Json | undefined): Type {
  const events = eventsOf(on);
  if (events === null) return ANY;
  const listened = EVENTS_WITH_INPUTS.filter((event) => event in events);
  const declared = new Map<string, Type[]>();
  for (const event of listened) {
    const inputs = declarationsOf(events, event, 'inputs');
    if (inputs === null) return ANY;
    for (const [name, input] of Object.entries(inputs)) {
      declared.set(name, [...(declared.get(name) ?? []), inputType(event, input)]);
    }
  }
  return objectOf(
    [...declared].map(([name, types]) => [name, unionOf(types)]),
    {
      absence: (name) =>
        listened.length === 0
          ? {
              reason: 'the workflow has inputs only with `on.workflow_dispatch` or `on.workflow_call`',
              advice: `declare \`${name}\` under the \`inputs\` of one of them.`,
            }
          : {
              reason: `the workflow declares no input \`${name}\``,
              advice: `add it to \`on.${listened.join('.inputs` or `on.')}.inputs\`.`,
            },
    },
  );
}

/** `inputs` where one of them has no value yet: in its own default. */
export function withoutInput(inputs: Type, own: string): Type {
  if (inputs.kind !== 'object') return inputs;
  const { shape } = inputs;
  const isOwn = (name: string): boolean => name.toLowerCase() === own.toLowerCase();
  return {
    kind: 'object',
    shape: {
      ...shape,
      get: (name) => (isOwn(name) ? undefined : shape.get(name)),
      names: () => shape.names().filter((name) => !isOwn(name)),
      absence: (name) =>
        isOwn(name)
          ? { reason: 'this is its own default', advice: 'write the value itself.' }
          : (shape.absence?.(name) ?? { reason: `there is no input \`${name}\`` }),
    },
  };
}

/**
 * `github.event.inputs`: what a dispatch brings, all of it as text. Known where no caller brings an event of its
 * own.
 */
export function eventInputsType(on: Json | undefined): Type {
  const events = eventsOf(on);
  if (events === null || !('workflow_dispatch' in events) || 'workflow_call' in events) return ANY;
  const inputs = declarationsOf(events, 'workflow_dispatch', 'inputs');
  if (inputs === null) return ANY;
  return objectOf(
    Object.keys(inputs).map((name) => [name, STRING]),
    {
      absence: (name) => ({
        reason: `the workflow declares no input \`${name}\``,
        advice: 'add it to `on.workflow_dispatch.inputs`.',
      }),
    },
  );
}

/** `secrets`: known where the workflow can only be called and says which secrets it takes. */
export function secretsType(on: Json | undefined): Type {
  const events = eventsOf(on);
  if (events === null) return TEXTS;
  if (Object.keys(events).join() !== 'workflow_call') return TEXTS;
  const secrets = declarationsOf(events, 'workflow_call', 'secrets');
  const { workflow_call: call } = events;
  // A `secrets` with nothing in it says that there are none.
  if (secrets === null || !isJsonObject(call) || !('secrets' in call)) return TEXTS;
  return objectOf(
    [...Object.keys(secrets), 'GITHUB_TOKEN'].map((name) => [name, STRING]),
    {
      absence: (name) => ({
        effect: 'is empty unless a caller writes `secrets: inherit`',
        reason: `the workflow declares no secret \`${name}\``,
        advice: 'add it to `on.workflow_call.secrets`.',
      }),
    },
  );
}

/** The events of `on` with what they declare; null where it cannot be read. */
function eventsOf(on: Json | undefined): JsonObject | null {
  if (typeof on === 'string') return { [on]: null };
  if (Array.isArray(on)) {
    return Object.fromEntries(on.flatMap((event) => (typeof event === 'string' ? [[event, null]] : [])));
  }
  return isJsonObject(on) ? on : null;
}

/** A map below an event, empty where it is absent; null where it is something else or computed. */
function declarationsOf(events: JsonObject, event: string, key: string): JsonObject | null {
  const filters = events[event] ?? {};
  const declared = isJsonObject(filters) ? (filters[key] ?? {}) : null;
  return isJsonObject(declared) && !Object.keys(declared).some(hasExpression) ? declared : null;
}

function choiceType(options: readonly string[]): Type {
  return options.length === 0 ? STRING : oneOf(options);
}

function inputType(event: string, input: Json): Type {
  const type = isJsonObject(input) ? (input['type'] ?? 'string') : 'string';
  switch (typeof type === 'string' ? type : '') {
    case 'boolean':
      return BOOLEAN;
    case 'choice':
      return isJsonObject(input) ? choiceType(textsOf(input['options'])) : STRING;
    case 'string':
    case 'environment':
      return STRING;
    // Of a dispatch it may be a text.
    case 'number':
      return event === 'workflow_call' ? NUMBER : ANY;
    default:
      return ANY;
  }
}
