/** Reading of payloads, in which anything may be missing or of another type. */
import { isJsonObject, type JsonObject } from '../../events/json.ts';

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The object at a key; an empty one where there is none. */
export function objectAt(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isJsonObject(found) ? found : {};
}

/** The text at a key; null where it is absent, empty or something else. */
export function textAt(value: JsonObject, key: string): string | null {
  const found = value[key];
  return typeof found === 'string' && found !== '' ? found : null;
}

/** The id of a commit at a key; null where there is none, or the one of zeros that stands for none. */
export function commitAt(value: JsonObject, key: string): string | null {
  const found = textAt(value, key);
  return found !== null && isCommit(found) && !/^0+$/.test(found) ? found : null;
}

/** Whether a text is the full id of a git object. */
export function isCommit(text: string): boolean {
  return COMMIT.test(text);
}
