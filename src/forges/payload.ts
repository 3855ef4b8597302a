import { isUtf8 } from 'node:buffer';
import { isJsonObject, type Json, nestsDeeper } from '../events/json.ts';
import type { WebhookRequest } from './webhook.ts';

/** A body that is no JSON we take; the message is one sentence. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

/** Deeper than any forge nests, and shallow enough for everything that walks a payload by recursion. */
const MAX_DEPTH = 64;
/** Also in its escaped spellings; a reviver costs much, so it is used only where it could matter. */
const MAY_NAME_PROTOTYPE = /__proto__|\\u00/i;

/**
 * Parses a body, sent as JSON or as a form with the JSON in its field `payload` (GitHub's two content types).
 * Nesting is bounded, and a `__proto__` key, which could reach the prototype when a payload is merged, is dropped.
 * @throws PayloadError
 */
export function parsePayload(request: WebhookRequest): Json {
  if (!isUtf8(request.body)) throw new PayloadError('The body is not UTF-8 text.');
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  const body = request.body.toString('utf8');
  const text = isForm ? (new URLSearchParams(body).get('payload') ?? '') : body;
  if (nestsDeeper(text, MAX_DEPTH))
    throw new PayloadError(`The body is nested more than ${MAX_DEPTH} levels deep.`);
  try {
    const parsed: Json = JSON.parse(text, MAY_NAME_PROTOTYPE.test(text) ? dropPrototype : undefined);
    return parsed;
  } catch (cause) {
    throw new PayloadError('The body is not JSON.', { cause });
  }
}

function dropPrototype(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

/** The value at a path of keys; undefined where it is absent. */
export function at(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  let current = value;
  for (const key of keys) {
    if (!isJsonObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** The text at a path of keys, cut at `maxLength`; undefined where there is none. */
export function textAt(
  value: Json | undefined,
  maxLength: number,
  ...keys: readonly string[]
): string | undefined {
  const found = at(value, ...keys);
  return typeof found === 'string' && found !== '' ? found.slice(0, maxLength) : undefined;
}
