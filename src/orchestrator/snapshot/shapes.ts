import { checks, isJobId, isPinnedJob, isRunFacts, isRunId, type JsonObject } from '../../events/index.ts';
import { type EncodedFacts, type EncodedHead, type EncodedRun, SNAPSHOT_VERSION } from './encoded.ts';
import { NewerSnapshotError, SnapshotError } from './errors.ts';

const { amount, concurrency, conclusion, counted, delivery, flag, leg, listOf, object } = checks;
const { oneOf, orAbsent, orNull, outputs, owner, pairOf, repository, retry, shaped, text, worker } = checks;

const isFacts = shaped({
  partition: amount,
  owner: orNull(owner),
  owners: listOf(owner),
  count: amount,
  now: amount,
  lost: listOf(pairOf(worker, shaped({ at: amount, reason: text }))),
  stops: listOf(
    pairOf(isJobId, shaped({ run: isRunId, repository, worker, reason: text, conclusion, at: amount })),
  ),
  repositories: amount,
});

const member = shaped({ run: isRunId, key: orNull(text), leg: amount });

const isHead = shaped({
  v: (value) => counted(value) && Number(value) <= SNAPSHOT_VERSION,
  name: repository,
  registration: orNull(shaped({ url: text, secret: text, credentials: orNull(text) })),
  secrets: listOf(pairOf(text, text)),
  runNumber: amount,
  deliveries: listOf(pairOf(delivery, amount)),
  pending: listOf(
    shaped({
      event: object,
      payload: orNull(amount),
      timestamp: amount,
      runs: listOf(pairOf(text, shaped({ run: isRunId, outcome: oneOf('started', 'rejected') }))),
    }),
  ),
  runAttempts: listOf(pairOf(isRunId, counted)),
  groups: listOf(pairOf(text, shaped({ holder: member, pending: orNull(member) }))),
  frozen: orNull(text),
  payloads: amount,
  runs: amount,
});

const attempt = shaped({
  job: isJobId,
  attempt: counted,
  name: text,
  folder: text,
  status: oneOf('waiting', 'offered', 'granted', 'started', 'voided', 'failed', 'called', 'concluded'),
  cause: orNull(oneOf('concurrency', 'max-parallel', 'retry')),
  labels: listOf(text),
  timeoutMinutes: amount,
  continueOnError: flag,
  concurrency: orNull(concurrency),
  calledConcurrency: orAbsent(orNull(concurrency)),
  retry: orAbsent(retry),
  claims: listOf(worker),
  worker: orNull(worker),
  startedAt: orNull(amount),
  confirmed: flag,
  asked: orNull(shaped({ at: amount, reason: text })),
  conclusion: orNull(conclusion),
});

const failedAttempt = shaped({ attempt, queuedAt: orNull(amount), endedAt: amount });

const isRun = shaped({
  id: isRunId,
  facts: isRunFacts,
  payload: amount,
  ownPayload: flag,
  runAttempt: counted,
  triggeringActor: text,
  jobs: listOf(
    shaped({
      key: text,
      total: orNull(counted),
      legs: listOf(
        shaped({
          leg,
          attempt,
          losses: amount,
          queuedAt: orNull(amount),
          retried: orAbsent(shaped({ failed: listOf(failedAttempt), at: amount })),
          stop: orNull(text),
          kept: flag,
        }),
      ),
      concluded: amount,
      outputs,
    }),
  ),
  calls: orAbsent(listOf(shaped({ prefix: text, key: text, leg: amount, inputs: object }))),
  pinned: orAbsent(listOf(pairOf(text, listOf(isPinnedJob)))),
  folders: listOf(text),
  tries: listOf(pairOf(text, counted)),
  live: amount,
  cancel: orNull(shaped({ level: oneOf('cancel', 'force'), reason: text })),
});

/** Whether a value parsed from JSON is what `encodeFacts` made. */
export function isEncodedFacts(value: unknown): value is EncodedFacts {
  return isFacts(value);
}

/** Whether a value parsed from JSON is the head that `encodeRepositories` made. */
export function isEncodedHead(value: unknown): value is EncodedHead {
  return isHead(value);
}

/** Whether a value parsed from JSON is a run that `encodeRepositories` made. */
export function isEncodedRun(value: unknown): value is EncodedRun {
  return isRun(value);
}

/**
 * Sees to it that a snapshot is of the version that is known here.
 * @param what the snapshot, as a sentence begins with it
 * @throws NewerSnapshotError, SnapshotError
 */
export function assertVersion(value: JsonObject, what: string): void {
  const { v } = value;
  if (typeof v !== 'number' || !Number.isSafeInteger(v) || v < 1) {
    throw new SnapshotError(`${what} has no version.`);
  }
  if (v > SNAPSHOT_VERSION) throw new NewerSnapshotError(what, v);
}
