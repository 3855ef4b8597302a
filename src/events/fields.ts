import type { EventType } from './catalogue.ts';
import type { FeedRecord } from './feed.ts';
import { isDeliveryId, isJobId, isOwnerId, isRepositoryName, isRunId, isWorkerId } from './ids.ts';
import { isJsonObject } from './json.ts';
import type { PresenceRecord } from './presence.ts';

/** Whether a field's value is what a reader may rely on. */
export type FieldCheck = (value: unknown) => boolean;

/** The fields that every reader relies on, by name. Fields only shown to people are not among them. */
export interface Fields {
  readonly [field: string]: FieldCheck;
}

const text: FieldCheck = (value) => typeof value === 'string';
const flag: FieldCheck = (value) => typeof value === 'boolean';
const amount: FieldCheck = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const counted: FieldCheck = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
const object: FieldCheck = isJsonObject;
const list: FieldCheck = (value) => Array.isArray(value);
const repository: FieldCheck = (value) => typeof value === 'string' && isRepositoryName(value);
const delivery: FieldCheck = (value) => typeof value === 'string' && isDeliveryId(value);
const owner: FieldCheck = (value) => typeof value === 'string' && isOwnerId(value);
const worker: FieldCheck = (value) => typeof value === 'string' && isWorkerId(value);

const orNull =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    value === null || check(value);
const orAbsent =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    value === undefined || check(value);
const oneOf =
  (...words: string[]): FieldCheck =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const listOf =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    Array.isArray(value) && value.every(check);
const shaped =
  (fields: Fields): FieldCheck =>
  (value) =>
    isJsonObject(value) && Object.entries(fields).every(([name, check]) => check(value[name]));
const values =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    isJsonObject(value) && Object.values(value).every(check);

const conclusion = oneOf('success', 'failure', 'cancelled', 'skipped', 'timed_out', 'neutral');
const outputs = values(text);
const trigger = shaped({ event: text, ref: text, sha: text, actor: text });
const concurrency = shaped({ group: text, cancelInProgress: flag });
const definition = shaped({ jobs: listOf(shaped({ id: text, needs: listOf(text) })) });
const workflow = shaped({ path: text, name: text });

const leg: FieldCheck = (value) =>
  isJsonObject(value) &&
  typeof value['index'] === 'number' &&
  Number.isSafeInteger(value['index']) &&
  value['index'] >= 0 &&
  counted(value['total']) &&
  value['index'] < Number(value['total']) &&
  orNull(object)(value['matrix']) &&
  flag(value['failFast']) &&
  orNull(amount)(value['maxParallel']);

const runFacts: Fields = {
  number: counted,
  delivery,
  workflow,
  name: text,
  trigger,
  payload: orAbsent(object),
  definition,
  concurrency: orNull(concurrency),
  urls: shaped({ server: text, api: text }),
  url: text,
  vars: outputs,
};

const pinned = shaped({
  requested: shaped(runFacts),
  jobs: listOf(
    shaped({
      key: text,
      leg,
      name: text,
      folder: text,
      job: isJobId,
      attempt: counted,
      conclusion,
      continueOnError: flag,
      outputs,
    }),
  ),
});

const ofRun: Fields = { repository, run: isRunId };
const ofJob: Fields = { ...ofRun, job: isJobId };
const introduction: Fields = {
  ...ofJob,
  owner,
  key: text,
  leg,
  attempt: counted,
  runAttempt: counted,
  name: text,
  folder: text,
};
const fact: Fields = { ...ofJob, worker };

/** What is checked of each event of `runbook.events`. */
export const EVENT_FIELDS: { readonly [Type in EventType]: Fields } = {
  repository_registered: { repository, url: text, secret: text, credentials: orNull(text) },
  repository_removed: { repository },
  secret_set: { repository, name: text, value: text },
  secret_removed: { repository, name: text },
  delivery_received: { repository, delivery, trigger, payload: object },
  dispatch_requested: { repository, delivery, workflow: text, ref: text, inputs: object, actor: text },
  cancel_requested: { ...ofRun, actor: text },
  rerun_requested: {
    ...ofRun,
    actor: text,
    runAttempt: counted,
    which: oneOf('all', 'failed', 'job'),
    only: orAbsent(shaped({ key: text, leg: amount })),
    pinned,
  },
  partition_owned: { owner },
  delivery_handled: { repository, owner, delivery, workflows: list },
  delivery_failed: { ...ofRun, owner, delivery, number: counted, reason: text },
  run_requested: { ...ofRun, owner, ...runFacts },
  workflow_rejected: { ...ofRun, owner, delivery, number: counted, workflow, errors: list },
  job_waiting: {
    ...introduction,
    cause: oneOf('concurrency', 'max-parallel'),
    concurrency: orNull(concurrency),
  },
  job_offered: {
    ...introduction,
    labels: listOf(text),
    timeoutMinutes: amount,
    continueOnError: flag,
    concurrency: orNull(concurrency),
  },
  job_granted: { ...ofJob, owner, worker },
  job_skipped: introduction,
  job_cancelled: { ...introduction, conclusion: orNull(conclusion), reason: text },
  worker_lost: { owner, worker, reason: text },
  run_completed: { ...ofRun, owner, runAttempt: counted, conclusion },
  job_claimed: fact,
  job_started: fact,
  step_started: { ...fact, step: counted },
  step_completed: { ...fact, step: counted, outcome: conclusion, conclusion },
  job_completed: { ...fact, conclusion, outputs },
  job_returned: fact,
};

/** What is checked of each record of `runbook.jobs`. */
export const FEED_FIELDS: { readonly [Type in FeedRecord['type']]: Fields } = {
  job_offered: {
    ...ofJob,
    labels: listOf(text),
    first: orAbsent(listOf(worker)),
    spreadMs: orAbsent(amount),
    offeredAt: orAbsent(amount),
  },
  job_granted: { ...ofJob, worker, spec: shaped({ ...ofJob, definition: object, contexts: object }) },
  job_confirmed: { ...ofJob, worker },
  job_cancelled: { ...ofJob, worker: orNull(worker), conclusion: oneOf('cancelled', 'timed_out') },
  worker_lost: { worker, reason: text },
};

/** What is checked of each record of `runbook.workers`. */
export const PRESENCE_FIELDS: { readonly [Type in PresenceRecord['type']]: Fields } = {
  worker_heartbeat: {
    worker,
    name: text,
    labels: listOf(text),
    capacity: amount,
    running: listOf(isJobId),
    draining: flag,
  },
  worker_left: { worker, reason: text },
  tick: { owner, partition: amount },
};
