import type { PinnedJob } from './pinned-run.ts';
import type { RunbookEvent } from './catalogue.ts';
import type { RunFacts } from './run-facts.ts';
import type { FeedRecord } from './feed.ts';
import { type FieldCheck, type Fields, shaped } from './checks.ts';
import {
  EVENT_FIELDS,
  FEED_FIELDS,
  OUTPUT_FIELDS,
  PINNED_JOB,
  PRESENCE_FIELDS,
  RUN_FACTS,
} from './fields.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import type { StepOutput } from './output.ts';
import type { PresenceRecord } from './presence.ts';
import { newestFeedVersion, newestVersion } from './versions.ts';

/** A record that cannot be used: it is skipped and counted, alike by every reader. */
export interface Unreadable {
  readonly kind: 'unreadable';
  /** One sentence. */
  readonly reason: string;
}

/** A record made by a newer program (a newer version of a type, or a type not known here): its reader stops. */
export interface Newer {
  readonly kind: 'newer';
  readonly type: string;
  readonly v: number;
}

/** What the text of one record of `runbook.events` is. */
export type ReadEvent = { readonly kind: 'event'; readonly event: RunbookEvent } | Unreadable | Newer;
/** What the text of one record of `runbook.jobs` is. */
export type ReadFeed = { readonly kind: 'event'; readonly event: FeedRecord } | Unreadable | Newer;
/** What the text of one record of `runbook.workers` is. */
export type ReadPresence = { readonly kind: 'event'; readonly event: PresenceRecord } | Unreadable | Newer;
/** What the text of one record of `runbook.logs` is. */
export type ReadOutput = { readonly kind: 'event'; readonly event: StepOutput } | Unreadable | Newer;

const EVENTS = tableOf(EVENT_FIELDS);
const FEED = tableOf(FEED_FIELDS);
const PRESENCE = tableOf(PRESENCE_FIELDS);
const OUTPUT = tableOf(OUTPUT_FIELDS);
const areRunFacts = shaped(RUN_FACTS);
const isPinned = shaped(PINNED_JOB);

/** Reads a record of `runbook.events`. Never throws; checks the envelope and the fields that the fold relies on. */
export function readEvent(text: string): ReadEvent {
  return readEventValue(parse(text));
}

/** Reads an event of `runbook.events` that was parsed already, because it stands inside of something else. Never throws. */
export function readEventValue(event: unknown): ReadEvent {
  const isEvent = (value: JsonObject, checks: Checks): value is JsonObject & RunbookEvent =>
    fits(value, checks);
  return read(event, EVENTS, isEvent, newestVersion);
}

/** Whether a value parsed from JSON holds what is fixed when a run is made. */
export function isRunFacts(value: unknown): value is RunFacts {
  return areRunFacts(value);
}

/** Whether a value parsed from JSON is a leg as a rerun takes it over. */
export function isPinnedJob(value: unknown): value is PinnedJob {
  return isPinned(value);
}

/** Reads a record of `runbook.jobs`. Never throws. */
export function readFeed(text: string): ReadFeed {
  const isRecord = (value: JsonObject, checks: Checks): value is JsonObject & FeedRecord =>
    fits(value, checks);
  return read(parse(text), FEED, isRecord, newestFeedVersion);
}

/** Reads a record of `runbook.workers`. Never throws. */
export function readPresence(text: string): ReadPresence {
  return read(parse(text), PRESENCE, (value, checks): value is JsonObject & PresenceRecord =>
    fits(value, checks),
  );
}

/** Reads a record of `runbook.logs`. Never throws; where its folder and file lead is for its reader to check. */
export function readOutput(text: string): ReadOutput {
  return read(parse(text), OUTPUT, (value, checks): value is JsonObject & StepOutput => fits(value, checks));
}

/** The checks of one type, in a form that is quick to walk. */
type Checks = readonly (readonly [field: string, check: FieldCheck])[];

function tableOf(types: { readonly [type: string]: Fields }): ReadonlyMap<string, Checks> {
  return new Map(Object.entries(types).map(([type, fields]) => [type, Object.entries(fields)]));
}

function read<Kind>(
  value: unknown,
  table: ReadonlyMap<string, Checks>,
  isKind: (value: JsonObject, checks: Checks) => value is JsonObject & Kind,
  newest: (type: string) => number = () => 1,
): { readonly kind: 'event'; readonly event: Kind } | Unreadable | Newer {
  if (!isJsonObject(value)) return unreadable('It is not a JSON object.');
  const { v, type } = value;
  if (typeof type !== 'string') return unreadable('It has no type.');
  if (typeof v !== 'number' || !Number.isSafeInteger(v) || v < 1) {
    return unreadable(`${type} has no version.`);
  }
  const checks = table.get(type);
  if (v > newest(type) || checks === undefined) return { kind: 'newer', type, v };
  if (isKind(value, checks)) return { kind: 'event', event: value };
  return unreadable(`${type} has no usable ${wrongField(value, checks) ?? 'envelope'}.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fits(value: JsonObject, checks: Checks): boolean {
  return (
    typeof value['at'] === 'string' && typeof value['by'] === 'string' && wrongField(value, checks) === null
  );
}

function wrongField(value: JsonObject, checks: Checks): string | null {
  for (const [field, check] of checks) {
    if (!check(value[field])) return field;
  }
  return null;
}

function unreadable(reason: string): Unreadable {
  return { kind: 'unreadable', reason };
}
