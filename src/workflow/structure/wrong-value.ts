import { isJsonObject, type Json } from '../../events/json.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import type { Path } from '../source/document.ts';
import { hintOf } from './hints.ts';
import { nameOf, type Mistake } from './mistake.ts';
import type { Schema } from './schemas.ts';
import { expectation, JOB_KEYS, kindOf, quotedList, titleOf } from './words.ts';

/** The most allowed values that a message lists. */
const MAX_LISTED = 12;

/** A value that is none of those that are allowed. */
export function wrongValue(path: Path, value: Json, schema: Schema): Mistake {
  if (path[0] === 'on' && path.length === 2 && isJsonObject(value)) {
    const message = `${nameOf(path)} is a map; events with filters are keys of one map, without \`- \`.`;
    return { rule: 'wrong-value', path, at: 'value', message };
  }
  const allowed = Array.isArray(schema['enum']) ? schema['enum'].map(String) : [];
  const title = titleOf(schema);
  const meant = typeof value === 'string' ? nearMiss(value, allowed) : null;
  const shown = kindOf(value);
  const namesThing = title !== null && !title.startsWith('`') && typeof value === 'string' && value !== '';
  const wrong = namesThing ? `${shown} is not ${title}` : `${nameOf(path)} cannot be ${shown}`;
  const choice = allowed.length <= MAX_LISTED ? `; it must be ${quotedList(allowed, 'or')}.` : '.';
  const message = `${wrong}${meant === null ? choice : `; did you mean \`${meant}\`?`}`;
  const correction = typeof value === 'string' ? correctionOf(value, meant) : undefined;
  return { rule: 'wrong-value', path, at: 'value', message, correction };
}

/** A value of another kind than the language wants at this place: a text for a list, a map for a text. */
export function wrongType(path: Path, value: Json, schema: Schema): Mistake {
  const [first, id] = path;
  if (first === 'jobs' && path.length === 2 && !isJsonObject(value) && JOB_KEYS.includes(String(id))) {
    const message = `\`${id}\` is a key of a job and stands where a job's id does; indent it below the job.`;
    return { rule: 'unknown-key', path, at: 'key', message, key: String(id) };
  }
  const message = `${nameOf(path)} must be ${expectation(schema)}, not ${kindOf(value)}${hintOf(value, schema)}.`;
  return { rule: 'wrong-type', path, at: 'value', message };
}

/** An id with characters that ids do not have. */
export function badId(path: Path, id: string, at: 'key' | 'value'): Mistake {
  const shown = id.length <= 100 ? `\`${id}\`` : 'This';
  const message = `${shown} cannot be an id: it must begin with a letter or \`_\` and have only letters, digits, \`-\` and \`_\`, 100 at most.`;
  return { rule: 'bad-id', path, at, message };
}
