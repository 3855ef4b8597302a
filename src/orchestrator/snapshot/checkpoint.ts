import type { EncodedFacts } from './encoded.ts';
import { SnapshotError } from './errors.ts';
import { parseSnapshot } from './partition-text.ts';
import { assertVersion, isEncodedFacts } from './shapes.ts';

/** The version of checkpoints, which the snapshots that belong to one need not have. */
const VERSION = 1;

/** The text of a checkpoint: what belongs to the partition after the event at `offset`. */
export function checkpointText(offset: number, facts: EncodedFacts): string {
  return JSON.stringify({ v: VERSION, offset, facts });
}

/**
 * Reads a checkpoint.
 * @param what it, as a sentence begins with it
 * @throws NewerSnapshotError, SnapshotError
 */
export function readCheckpoint(text: string, what: string): EncodedFacts {
  const value = parseSnapshot(text, what);
  assertVersion(value, what);
  const { facts } = value;
  if (!isEncodedFacts(facts)) throw new SnapshotError(`${what} cannot be read: it is malformed.`);
  return facts;
}
