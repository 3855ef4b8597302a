/** Makes a type that a plain string or number cannot be mistaken for. */
type Brand<Base, Name extends string> = Base & { readonly __brand: Name };

/** `owner/name`, as people write it and as the key of every event of the repository. */
export type RepositoryName = Brand<string, 'RepositoryName'>;
/** A run's id: `n * 1024 + partition`, below 2^53. It stays the same over reruns. */
export type RunId = Brand<number, 'RunId'>;
/** A job attempt's id, counted like a run's: every try of a job has one of its own, as on GitHub. */
export type JobId = Brand<number, 'JobId'>;
/** One start of a worker process; a worker that was declared lost goes on under a new one. */
export type WorkerId = Brand<string, 'WorkerId'>;
/** One takeover of a partition by an orchestrator; random, so that no two are the same. */
export type OwnerId = Brand<string, 'OwnerId'>;
/** The identity of a webhook call (GitHub's `X-GitHub-Delivery`), of a dispatch or of a cron tick. */
export type DeliveryId = Brand<string, 'DeliveryId'>;

/** The most partitions a topic may have: a run id keeps its partition in its last ten bits. */
export const MAX_PARTITIONS = 1024;

const OWNER = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/;
const NAME = /^[A-Za-z0-9._-]{1,100}$/;

/**
 * Whether a text is `owner/name`: two parts of letters, digits, `.`, `_`, `-`, neither of them only dots, the
 * name not ending in `.git` or `.lock`, so that it is safe as a path and in a ref.
 */
export function isRepositoryName(text: string): text is RepositoryName {
  const [owner, name, ...rest] = text.split('/');
  if (owner === undefined || name === undefined || rest.length > 0) return false;
  if (!OWNER.test(owner) || !NAME.test(name) || /^\.+$/.test(name)) return false;
  return !/\.(git|lock)$/i.test(name) && !/\.lock$/i.test(owner);
}

/** Whether a number can be a run's id. */
export function isRunId(value: unknown): value is RunId {
  return isCounted(value);
}

/** Whether a number can be a job attempt's id. */
export function isJobId(value: unknown): value is JobId {
  return isCounted(value);
}

/** Whether a text can identify a worker. */
export function isWorkerId(text: string): text is WorkerId {
  return isIdentity(text);
}

/** Whether a text can identify an owner. */
export function isOwnerId(text: string): text is OwnerId {
  return isIdentity(text);
}

/** Whether a text can identify a delivery. */
export function isDeliveryId(text: string): text is DeliveryId {
  return isIdentity(text);
}

/** `owner/name` as a repository's name. @throws InvalidIdError */
export function repositoryName(text: string): RepositoryName {
  if (!isRepositoryName(text)) throw new InvalidIdError('repository', text);
  return text;
}

/** The run id with the count `n` (from 1) in `partition`. @throws InvalidIdError */
export function runIdOf(n: number, partition: number): RunId {
  const id = n * MAX_PARTITIONS + partition;
  if (!isRunId(id)) throw new InvalidIdError('run id', String(id));
  return id;
}

/** The job id with the count `n` (from 1) in `partition`; runs and jobs share one count. @throws InvalidIdError */
export function jobIdOf(n: number, partition: number): JobId {
  const id = n * MAX_PARTITIONS + partition;
  if (!isJobId(id)) throw new InvalidIdError('job id', String(id));
  return id;
}

/** A text as a worker's identity. @throws InvalidIdError */
export function workerId(text: string): WorkerId {
  if (!isWorkerId(text)) throw new InvalidIdError('worker id', text);
  return text;
}

/** A text as an owner's identity. @throws InvalidIdError */
export function ownerId(text: string): OwnerId {
  if (!isOwnerId(text)) throw new InvalidIdError('owner id', text);
  return text;
}

/** A text as a delivery's identity. @throws InvalidIdError */
export function deliveryId(text: string): DeliveryId {
  if (!isDeliveryId(text)) throw new InvalidIdError('delivery id', text);
  return text;
}

/** The partition that an id was counted in. */
export function partitionOfId(id: RunId | JobId): number {
  return id % MAX_PARTITIONS;
}

/** The count that an id was made from. */
export function countOfId(id: RunId | JobId): number {
  return Math.floor(id / MAX_PARTITIONS);
}

/** A value that cannot be the id it was taken for. */
export class InvalidIdError extends Error {
  override readonly name = 'InvalidIdError';

  constructor(what: string, text: string) {
    super(`${JSON.stringify(text.slice(0, 200))} cannot be a ${what}.`);
  }
}

function isCounted(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= MAX_PARTITIONS;
}

function isIdentity(text: string): boolean {
  return text.length > 0 && text.length <= 500 && !text.includes('\0');
}
