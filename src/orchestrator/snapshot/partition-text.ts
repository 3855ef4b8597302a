import { isJsonObject, type JsonObject } from '../../events/index.ts';
import type { PartitionState } from '../state/index.ts';
import { decodeState } from './decode.ts';
import { encodeFacts, encodeRepositories } from './encode.ts';
import { type EncodedRepository, SNAPSHOT_VERSION } from './encoded.ts';
import { SnapshotError } from './errors.ts';
import { assertVersion, isEncodedFacts, isEncodedHead, isEncodedRun } from './shapes.ts';

const WHAT = 'The state of a partition';

/**
 * A partition's state as one JSON text, the agenda apart: equal texts for states after which everything counts
 * and goes on alike.
 * @throws RangeError where unfinished runs and pending deliveries hold more than one text can (512 MiB)
 */
export function encodePartitionState(state: PartitionState): string {
  const names = [...state.repositories.keys()].sort();
  return JSON.stringify({
    v: SNAPSHOT_VERSION,
    facts: encodeFacts(state),
    repositories: encodeRepositories(state, names),
  });
}

/**
 * The state that `encodePartitionState` made the text of, with everything on its agenda.
 * @throws NewerSnapshotError where a newer version of Runbook made it; SnapshotError where it cannot be read
 */
export function decodePartitionState(text: string): PartitionState {
  const value = parseSnapshot(text, WHAT);
  assertVersion(value, WHAT);
  const { facts, repositories } = value;
  if (!isEncodedFacts(facts) || !Array.isArray(repositories)) throw damaged();
  return decodeState(facts, repositories.map(repositoryIn));
}

/** @throws SnapshotError where the text is not that of a JSON object */
export function parseSnapshot(text: string, what: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SnapshotError(`${what} is not JSON.`, { cause: error });
  }
  if (!isJsonObject(value)) throw new SnapshotError(`${what} is not a JSON object.`);
  return value;
}

function repositoryIn(value: unknown): EncodedRepository {
  if (!isJsonObject(value)) throw damaged();
  const { head, payloads, runs } = value;
  if (!isEncodedHead(head) || !isListOf(payloads, isJsonObject) || !isListOf(runs, isEncodedRun)) {
    throw damaged();
  }
  return { head, payloads, runs };
}

function isListOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function damaged(): SnapshotError {
  return new SnapshotError(`${WHAT} cannot be read: it is not in the form of version ${SNAPSHOT_VERSION}.`);
}
