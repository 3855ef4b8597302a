import type { RepositoryName, WorkerId } from '../../events/index.ts';

/** Repositories that are remembered, those with the newest jobs. */
const MOST_REPOSITORIES = 2_000;
/** Workers that are remembered of each. */
const MOST_WORKERS = 64;

const NOBODY: ReadonlySet<WorkerId> = new Set();

/** Which workers ran jobs of a repository lately, and so have its mirror. A bounded memory: good for hints only. */
export class RecentWorkers {
  readonly #repositories = new Map<RepositoryName, Set<WorkerId>>();

  add(repository: RepositoryName, worker: WorkerId): void {
    const workers = this.#repositories.get(repository) ?? new Set();
    this.#repositories.delete(repository);
    this.#repositories.set(repository, workers);
    workers.delete(worker);
    workers.add(worker);
    dropOldest(workers, MOST_WORKERS);
    dropOldest(this.#repositories, MOST_REPOSITORIES);
  }

  of(repository: RepositoryName): ReadonlySet<WorkerId> {
    return this.#repositories.get(repository) ?? NOBODY;
  }
}

function dropOldest<Key>(
  kept: { readonly size: number; keys(): Iterator<Key>; delete(key: Key): boolean },
  most: number,
): void {
  if (kept.size <= most) return;
  const oldest = kept.keys().next();
  if (oldest.done !== true) kept.delete(oldest.value);
}
