import { isJsonObject, type Json } from '../../events/json.ts';
import { correctionOf, nearMiss } from '../near-miss.ts';
import type { Path } from '../source/document.ts';
import { quoted } from '../quoted.ts';
import { bracketsHint } from './hints.ts';
import { isLevel, ownersOf } from './owners.ts';
import type { Mistake } from './mistake.ts';
import type { Schema } from './schemas.ts';
import { keysOf, listed, quotedList, STEP_KEYS, titleOf } from './words.ts';

/** The most keys that a message lists. */
const MAX_LISTED = 12;

/** A key that the map at `parent` does not have: misspelt, at the wrong place, or made up. */
export function unknownKey(parent: Path, map: Json, key: string, schema: Schema): Mistake | null {
  const owner = ownerOf(schema);
  // Which keys a step with `run` or with `uses` may have is a matter of meaning (the rule `step-kind`).
  if (owner === 'a step' && STEP_KEYS.includes(key)) return null;
  const known = owner === 'a step' ? STEP_KEYS : keysOf(schema);
  const name = quoted(key);
  const mistake = { rule: 'unknown-key', path: [...parent, key], at: 'key' } as const;
  if (owner === 'the workflow' && /^true$/i.test(key)) {
    const message = `${name} is what tools of YAML 1.1 make of \`on\`; write \`on:\`, or \`"on":\` where such a tool rewrites the file.`;
    return { ...mistake, message, explains: ['on'] };
  }
  if (/^-\w/.test(key)) {
    const message = `${name} is a key for lack of a space after its \`-\`; write ${quoted(`- ${key.slice(1)}`)}.`;
    return { ...mistake, message };
  }
  const wrong = owner === '`on`' ? `${name} is not an event` : `${name} is not a key of ${owner}`;
  const meant = nearMiss(key, [...known, ...alternativesOf(owner)]) ?? beginningOf(key, known);
  const canBeMoved = !owner.includes('action') && (meant === null || isLevel(owner));
  const owners = canBeMoved ? ownersOf(key, owner) : [];
  if (owners.length > 0) {
    return { ...mistake, message: movedMessage(key, owner, owners), key, explains: heldBy(owners, owner) };
  }
  if (meant !== null) {
    const isThere = isJsonObject(map) && map[meant] !== undefined;
    const correction = isThere ? undefined : correctionOf(key, meant);
    const explains = meant === 'uses' ? ['uses', 'runs-on', 'steps'] : [meant];
    return { ...mistake, message: `${wrong}; did you mean \`${meant}\`?`, explains, correction };
  }
  if (owner === 'a job' && isJsonObject(map) && looksLikeJob(map[key])) {
    const message = `${wrong}: a job of its own begins at the same column as ${quoted(String(parent.at(-1)))}.`;
    return { ...mistake, message, explains: ['runs-on', 'steps'] };
  }
  if (owner === 'a step' && isJsonObject(map) && 'uses' in map)
    return { ...mistake, message: `${wrong}; inputs of an action stand below \`with\`.` };
  const brackets = isJsonObject(map) && owner === '`runs-on`' ? bracketsHint(map) : null;
  return { ...mistake, message: `${wrong}${brackets === null ? choiceOf(known) : `; ${brackets}`}.` };
}

/** Of what part of the language a map is; steps of all kinds are steps. */
function ownerOf(schema: Schema): string {
  const title = titleOf(schema) ?? 'this map';
  if (title === 'a workflow') return 'the workflow';
  return title.startsWith('a step') ? 'a step' : title;
}

/** A sentence on a key that belongs to one of these owners. */
function movedMessage(key: string, owner: string, owners: readonly string[]): string {
  if (owner === 'a job that calls a workflow' && owners.includes('a job')) {
    return `\`${key}\` cannot stand beside \`uses\`: a job calls a workflow or has steps of its own.`;
  }
  const isOutermost = owner === 'the workflow' || key === 'jobs' || key === 'on';
  const hint = isOutermost || owner.startsWith('`on') ? '; look at its indentation' : '';
  return `\`${key}\` belongs to ${listed(owners, 'or')}, not to ${owner}${hint}.`;
}

/** The key of this part in which what was moved out of it belongs: without it the key is missing, too. */
function heldBy(owners: readonly string[], owner: string): readonly string[] {
  if (owner === 'a job') return owners.includes('a step') ? ['steps'] : [];
  if (owner !== 'the workflow') return [];
  return owners.some((name) => name === 'a job' || name === 'a step') ? ['jobs'] : ['on'];
}

/** Keys that another kind of the same thing has: a job with `use:` was to call a workflow. */
function alternativesOf(owner: string): readonly string[] {
  return owner === 'a job' ? ['uses', 'with', 'secrets'] : [];
}

/** The one known key that a longer one begins with: `crontab`. */
function beginningOf(key: string, known: readonly string[]): string | null {
  const [only, ...others] = known.filter((word) => word.length >= SHORTEST && key.startsWith(word));
  return others.length === 0 ? (only ?? null) : null;
}

/** The shortest key that is looked for at the beginning of another one. */
const SHORTEST = 4;

function choiceOf(known: readonly string[]): string {
  if (known.length === 0) return '; it has no keys';
  return known.length <= MAX_LISTED ? `; it may have ${quotedList(known)}` : '';
}

function looksLikeJob(value: Json | undefined): boolean {
  return isJsonObject(value) && ('runs-on' in value || 'steps' in value || 'uses' in value);
}
