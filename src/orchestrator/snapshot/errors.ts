/** What `runbook.state` holds of a partition cannot be used: it is damaged, or part of it is missing. */
export class SnapshotError extends Error {
  override readonly name: string = 'SnapshotError';
}

/** A snapshot of a version that this program does not know; it must not go on without it. */
export class NewerSnapshotError extends SnapshotError {
  override readonly name = 'NewerSnapshotError';

  /** @param what the snapshot, as a sentence begins with it */
  constructor(what: string, version: number) {
    super(`${what} has version ${version} and was written by a newer Runbook: update this one.`);
  }
}
