import type { EventType } from './catalogue.ts';
import {
  amount,
  anyOf,
  conclusion,
  concurrency,
  counted,
  delivery,
  type Fields,
  flag,
  leg,
  lines,
  list,
  listOf,
  object,
  oneOf,
  orAbsent,
  orNull,
  outputs,
  owner,
  repository,
  retry,
  shaped,
  text,
  trigger,
  values,
  whole,
  worker,
} from './checks.ts';
import type { FeedRecord } from './feed.ts';
import { isJobId, isRunId } from './ids.ts';
import type { StepOutput } from './output.ts';
import type { PresenceRecord } from './presence.ts';

const jobs = listOf(
  shaped({
    id: text,
    needs: listOf(text),
    call: orAbsent(shaped({ path: text, with: object, secrets: anyOf(oneOf('inherit'), object) })),
  }),
);
const definition = shaped({ jobs, called: orAbsent(values(shaped({ jobs }))) });
const workflow = shaped({ path: text, name: text });

/** What is checked of what is fixed when a run is made (`RunFacts`). */
export const RUN_FACTS: Fields = {
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

/** What is checked of a leg as a rerun takes it over (`PinnedJob`). */
export const PINNED_JOB: Fields = {
  key: text,
  leg,
  name: text,
  folder: text,
  job: isJobId,
  attempt: counted,
  conclusion,
  continueOnError: flag,
  outputs,
  calls: orAbsent(text),
};

const pinned = shaped({
  requested: shaped(RUN_FACTS),
  jobs: listOf(shaped(PINNED_JOB)),
  earlier: orAbsent(listOf(shaped({ key: text, leg: whole, attempt: counted, folder: text }))),
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
const ofStepLog: Fields = { ...fact, runNumber: counted, folder: text, step: counted, file: text };

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
  run_requested: { ...ofRun, owner, ...RUN_FACTS },
  workflow_rejected: { ...ofRun, owner, delivery, number: counted, workflow, errors: list },
  job_waiting: {
    ...introduction,
    cause: oneOf('concurrency', 'max-parallel', 'retry'),
    concurrency: orNull(concurrency),
    calledConcurrency: orAbsent(concurrency),
  },
  job_offered: {
    ...introduction,
    labels: listOf(text),
    timeoutMinutes: amount,
    continueOnError: flag,
    concurrency: orNull(concurrency),
    retry: orAbsent(retry),
  },
  workflow_called: {
    ...introduction,
    path: text,
    inputs: object,
    concurrency: orNull(concurrency),
    calledConcurrency: orNull(concurrency),
  },
  call_completed: { ...ofJob, owner, conclusion, outputs },
  job_granted: { ...ofJob, owner, worker },
  job_skipped: introduction,
  job_cancelled: { ...introduction, conclusion: orNull(conclusion), reason: text },
  worker_lost: { owner, worker, reason: text, left: orAbsent(flag) },
  run_completed: { ...ofRun, owner, runAttempt: counted, conclusion },
  job_claimed: fact,
  job_started: fact,
  step_started: { ...fact, step: counted },
  step_completed: { ...fact, step: counted, outcome: conclusion, conclusion },
  job_completed: { ...fact, conclusion, outputs, exitCode: orAbsent(whole) },
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
    grantVersion: orAbsent(counted),
  },
  job_granted: { ...ofJob, worker, spec: shaped({ ...ofJob, definition: object, contexts: object }) },
  job_confirmed: { ...ofJob, worker },
  job_cancelled: { ...ofJob, worker: orNull(worker), conclusion: oneOf('cancelled', 'timed_out') },
  worker_lost: { worker, reason: text },
  output_wanted: { ...ofStepLog, from: whole },
};

/** What is checked of each record of `runbook.logs`. */
export const OUTPUT_FIELDS: { readonly [Type in StepOutput['type']]: Fields } = {
  step_output: { ...ofStepLog, offset: whole, text: lines },
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
