import { readFile } from 'node:fs/promises';
import { isJsonObject, type Json, type JsonObject } from '../../../events/index.ts';
import { CommandError } from '../../exit-code.ts';
import { unreadable } from '../../unreadable.ts';

/** One payload laid over another: objects are merged, everything else is replaced. */
export function mergePayload(base: JsonObject, over: JsonObject): JsonObject {
  const merged: { [key: string]: Json } = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = Object.hasOwn(merged, key) ? merged[key] : undefined;
    const both = isJsonObject(before) && isJsonObject(value);
    Object.defineProperty(merged, key, {
      value: both ? mergePayload(before, value) : value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return merged;
}

/**
 * What was given, with the number of a pull request in both places where a payload has it, if `made` has them and
 * only one of them was given: `github.ref` follows from one, and scripts read either.
 */
export function withBothNumbers(given: JsonObject, made: JsonObject): JsonObject {
  const pull = given['pull_request'];
  if (!('number' in made && 'pull_request' in made)) return given;
  if (pull === undefined || isJsonObject(pull)) {
    const outer = given['number'];
    const inner = pull?.['number'];
    if (inner === undefined && outer !== undefined)
      return { ...given, pull_request: { ...pull, number: outer } };
    if (outer === undefined && inner !== undefined) return { ...given, number: inner };
  }
  return given;
}

/** Reads `--event-path`. @throws CommandError where it cannot be read or is not a JSON object */
export async function readPayload(path: string): Promise<JsonObject> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadable(path, error);
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${path} is not JSON, and a payload is: ${reason}.`, { cause: error });
  }
  if (isJsonObject(parsed)) return parsed;
  throw new CommandError(`${path} does not hold a JSON object, and a payload is one.`);
}
