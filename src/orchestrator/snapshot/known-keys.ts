import { supersededKeys } from './choose.ts';

/** What one owner knows of the keys that `runbook.state` holds of its partition. */
export class KnownKeys {
  readonly #sure: Set<string>;
  /** Of records that were to be written, and it is not known whether they were. */
  readonly #doubtful = new Set<string>();

  /** @param keys those that were there when the partition was restored */
  constructor(keys: Iterable<string>) {
    this.#sure = new Set(keys);
  }

  /** Records are on their way to the log. */
  attempt(keys: readonly string[]): void {
    for (const key of keys) if (!this.#sure.has(key)) this.#doubtful.add(key);
  }

  /** They are durable. */
  confirm(keys: readonly string[]): void {
    for (const key of keys) {
      this.#doubtful.delete(key);
      this.#sure.add(key);
    }
  }

  /** They were deleted. */
  forget(keys: readonly string[]): void {
    for (const key of keys) {
      this.#doubtful.delete(key);
      this.#sure.delete(key);
    }
  }

  /** What nobody needs any more now that the checkpoint at this offset is durable. */
  superseded(checkpoint: number): string[] {
    return supersededKeys(this.#sure, this.#doubtful, checkpoint);
  }
}
