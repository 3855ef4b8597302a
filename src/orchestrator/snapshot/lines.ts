import { isJsonObject } from '../../events/index.ts';
import type { EncodedRepository } from './encoded.ts';
import { SnapshotError } from './errors.ts';
import { assertVersion, isEncodedHead, isEncodedRun } from './shapes.ts';

/** A repository as the values that stand in its snapshot one after the other: head, payloads, runs. */
export function linesOf({ head, payloads, runs }: EncodedRepository): unknown[] {
  return [head, ...payloads, ...runs];
}

/**
 * The repository whose lines these are.
 * @param what its snapshot, as a sentence begins with it
 * @throws NewerSnapshotError, SnapshotError
 */
export function repositoryIn(lines: readonly unknown[], what: string): EncodedRepository {
  const [head, ...rest] = lines;
  if (!isJsonObject(head)) throw new SnapshotError(`${what} does not begin with a repository.`);
  assertVersion(head, what);
  if (!isEncodedHead(head)) throw new SnapshotError(`${what} cannot be read: its repository is malformed.`);
  if (rest.length !== head.payloads + head.runs) throw new SnapshotError(`${what} is not complete.`);
  const payloads = rest.slice(0, head.payloads).filter(isJsonObject);
  const runs = rest.slice(head.payloads).filter(isEncodedRun);
  if (payloads.length !== head.payloads || runs.length !== head.runs) {
    throw new SnapshotError(`${what} cannot be read: a payload or a run in it is malformed.`);
  }
  return { head, payloads, runs };
}
