import type {
  DeliveryId,
  DeliveryReceived,
  DispatchRequested,
  RepositoryName,
  RunId,
  Sealed,
} from '../../events/index.ts';
import type { PartitionState } from './partition-state.ts';

/** What is kept of a repository that was ever registered. */
export interface RepositoryState {
  readonly name: RepositoryName;
  /** Null after `repository_removed`. */
  registration: Registration | null;
  readonly secrets: Map<string, Sealed>;
  /** The number of its newest run. */
  runNumber: number;
  /** Deliveries seen within `DELIVERY_MEMORY_MS`, with the log's time of them, oldest first. */
  readonly deliveries: Map<DeliveryId, number>;
  /** Deliveries not handled yet, oldest first. */
  readonly pending: QueuedDelivery[];
  /** The newest attempt of each run that was rerun. */
  readonly runAttempts: Map<RunId, number>;
  /** Concurrency groups in use, by lower-case name. */
  readonly groups: Map<string, ConcurrencyGroup>;
  /** Why nothing of this repository counts any more: a record made the fold throw. */
  frozen: string | null;
}

/** What `repository_registered` said. */
export interface Registration {
  /** Where to fetch from, without credentials. */
  readonly url: string;
  readonly secret: Sealed;
  readonly credentials: Sealed | null;
}

/** A delivery that intake has to look at. */
export interface QueuedDelivery {
  readonly event: DeliveryReceived | DispatchRequested;
  /** Milliseconds since 1970 UTC, by the log. */
  readonly timestamp: number;
  /** Workflow files that already became a run. */
  readonly runs: Map<string, { readonly run: RunId; readonly outcome: 'started' | 'rejected' }>;
}

/** At most one member runs and at most one waits, as on GitHub. */
export interface ConcurrencyGroup {
  holder: GroupMember;
  pending: GroupMember | null;
}

/** A run (`key` null), or one leg of a job. */
export interface GroupMember {
  readonly run: RunId;
  readonly key: string | null;
  /** The leg's index; 0 for a run. */
  readonly leg: number;
}

/** How long delivery ids are remembered, in milliseconds of log time: 30 days. */
export const DELIVERY_MEMORY_MS = 30 * 24 * 60 * 60 * 1_000;

/** What intake is asked to look at. */
export interface PendingDelivery {
  readonly repository: RepositoryName;
  readonly registration: Registration;
  readonly event: DeliveryReceived | DispatchRequested;
  /** Milliseconds since 1970 UTC, by the log. */
  readonly timestamp: number;
}

/** A repository never heard of before. */
export function createRepository(name: RepositoryName): RepositoryState {
  return {
    name,
    registration: null,
    secrets: new Map(),
    runNumber: 0,
    deliveries: new Map(),
    pending: [],
    runAttempts: new Map(),
    groups: new Map(),
    frozen: null,
  };
}

/** A repository's state: registration, secrets (sealed). Undefined for one never registered. */
export function repositoryOf(state: PartitionState, name: RepositoryName): RepositoryState | undefined {
  return state.repositories.get(name);
}

/** The oldest unhandled delivery of each repository: intake is one queue per repository in log order. */
export function pendingDeliveries(state: PartitionState): PendingDelivery[] {
  const found: PendingDelivery[] = [];
  for (const name of state.agenda.intake) {
    const repository = state.repositories.get(name);
    const oldest = repository?.pending[0];
    if (repository === undefined || oldest === undefined || repository.registration === null) continue;
    if (repository.frozen !== null) continue;
    found.push({
      repository: name,
      registration: repository.registration,
      event: oldest.event,
      timestamp: oldest.timestamp,
    });
  }
  return found;
}
