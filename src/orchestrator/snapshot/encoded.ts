/**
 * The state as JSON. Maps are lists of entries in their order, what can be found again from the rest (`live`,
 * `granted`, the agenda) is left out, and what never changes (payloads, facts, outputs) is referred to, not copied.
 */
import type {
  DeliveryId,
  JobId,
  JsonObject,
  OwnerId,
  PinnedJob,
  RepositoryName,
  RunFacts,
  RunId,
  Sealed,
  WorkerId,
} from '../../events/index.ts';
import type {
  AttemptState,
  Cancellation,
  ConcurrencyGroup,
  LegState,
  LostWorker,
  Registration,
  RunState,
  StopOrder,
} from '../state/index.ts';

/**
 * The version of everything here: raised by a change that a reader of today would misunderstand. 2 has what `retry`
 * and called workflows are about; what stands in 1 means the same in it.
 */
export const SNAPSHOT_VERSION = 2;

/**
 * The oldest version that says what runs are about: while an update goes from one process to the next, partitions move
 * between programs that know 2 and programs that do not.
 */
export function versionFor(runs: readonly RunState[]): number {
  const isNew = ({ facts, jobs }: RunState): boolean =>
    facts.definition.called !== undefined ||
    [...jobs.values()].some(({ legs }) =>
      [...legs.values()].some(({ attempt }) => attempt.retry !== undefined),
    );
  return runs.some(isNew) ? SNAPSHOT_VERSION : 1;
}

/** What belongs to the partition and not to one repository. */
export interface EncodedFacts {
  readonly partition: number;
  readonly owner: OwnerId | null;
  readonly owners: readonly OwnerId[];
  readonly count: number;
  /** Milliseconds since 1970 UTC, by the log. */
  readonly now: number;
  readonly lost: readonly (readonly [WorkerId, LostWorker])[];
  readonly stops: readonly (readonly [JobId, StopOrder])[];
  /** How many repositories the partition has: that many snapshots belong to it. */
  readonly repositories: number;
}

/** One repository with its unfinished runs. */
export interface EncodedRepository {
  readonly head: EncodedHead;
  /** Payloads that runs and pending deliveries share: those refer to them by their place here. */
  readonly payloads: readonly JsonObject[];
  /** In the order of their ids. */
  readonly runs: readonly EncodedRun[];
}

/** A repository without its payloads and runs. */
export interface EncodedHead {
  readonly v: number;
  readonly name: RepositoryName;
  readonly registration: Registration | null;
  readonly secrets: readonly (readonly [string, Sealed])[];
  readonly runNumber: number;
  readonly deliveries: readonly (readonly [DeliveryId, number])[];
  readonly pending: readonly EncodedDelivery[];
  readonly runAttempts: readonly (readonly [RunId, number])[];
  readonly groups: readonly (readonly [string, ConcurrencyGroup])[];
  readonly frozen: string | null;
  /** How many payloads and runs follow. */
  readonly payloads: number;
  readonly runs: number;
}

export interface EncodedDelivery {
  /** The event, a webhook's without its payload: to be read as one from the log is. */
  readonly event: object;
  /** Null for a dispatch: it has none. */
  readonly payload: number | null;
  readonly timestamp: number;
  readonly runs: readonly (readonly [
    string,
    { readonly run: RunId; readonly outcome: 'started' | 'rejected' },
  ])[];
}

export interface EncodedRun {
  readonly id: RunId;
  /** Without the payload. */
  readonly facts: Omit<RunFacts, 'payload'>;
  readonly payload: number;
  /** Whether the payload is the facts' own and not the delivery's. */
  readonly ownPayload: boolean;
  readonly runAttempt: number;
  readonly triggeringActor: string;
  /** In the order of their calls: a job that calls stands before those of the called workflow. */
  readonly jobs: readonly EncodedJob[];
  /** Since version 2. */
  readonly calls?: readonly EncodedCall[];
  /** Since version 2. */
  readonly pinned?: readonly (readonly [string, readonly PinnedJob[]])[];
  readonly folders: readonly string[];
  readonly tries: readonly (readonly [string, number])[];
  readonly live: number;
  readonly cancel: Cancellation | null;
}

/** A call: its definition is found again by its prefix. */
export interface EncodedCall {
  readonly prefix: string;
  readonly key: string;
  readonly leg: number;
  readonly inputs: JsonObject;
}

export interface EncodedJob {
  readonly key: string;
  readonly total: number | null;
  readonly legs: readonly EncodedLeg[];
  readonly concluded: number;
  readonly outputs: { readonly [name: string]: string };
}

/** A leg as it is. Its attempt has had the called workflow's group since version 2. */
export type EncodedLeg = Omit<LegState, 'attempt'> & {
  readonly attempt: Omit<AttemptState, 'calledConcurrency'> &
    Partial<Pick<AttemptState, 'calledConcurrency'>>;
};
