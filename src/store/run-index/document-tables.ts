import {
  checks,
  isDeliveryId,
  isDispatchForm,
  isJobId,
  isRepositoryName,
  isRunFacts,
  isRunId,
} from '../../events/index.ts';
import { type Columns, flag, json, oneOf, orAbsent, orNull, text, time, whole } from './document-columns.ts';
import { CONCLUSIONS, STATUSES } from './records.ts';

const status = oneOf('status', STATUSES);
const conclusion = orNull(oneOf('conclusion', CONCLUSIONS));
const reason = orNull(text('reason'));
const outcome = checks.shaped({ path: checks.text, name: checks.orAbsent(checks.text) });
const annotations = json('annotations', checks.listOf(checks.object));

/**
 * The columns of each table that stand in a run's document. What is missing here follows from where a row stands
 * in it (the run of a job, the job of a step).
 */
export const DOCUMENT_TABLES = {
  runs: [
    whole('id', isRunId),
    text('repository', isRepositoryName),
    whole('number'),
    whole('workflow'),
    text('path'),
    text('workflow_name'),
    text('title'),
    text('delivery', isDeliveryId),
    text('event'),
    text('actor'),
    text('triggering_actor'),
    orNull(text('branch')),
    text('sha'),
    text('message'),
    orNull(json('head_commit', checks.object)),
    whole('attempt'),
    oneOf('status', ['completed']),
    conclusion,
    reason,
    time('created_at'),
    time('started_at'),
    time('updated_at'),
    time('completed_at'),
  ],
  run_attempts: [
    whole('attempt'),
    text('actor'),
    status,
    conclusion,
    reason,
    time('started_at'),
    orNull(time('completed_at')),
    json('carried', checks.listOf(isJobId)),
  ],
  jobs: [
    whole('id', isJobId),
    whole('run_attempt'),
    text('key'),
    { ...whole('leg'), key: 'leg_index' },
    json('leg', checks.leg),
    whole('attempt'),
    text('name'),
    text('folder'),
    json('labels', checks.listOf(checks.text)),
    flag('continue_on_error'),
    status,
    conclusion,
    reason,
    flag('returned'),
    orNull(text('worker')),
    orNull(text('worker_name')),
    time('created_at'),
    orNull(time('started_at')),
    orNull(time('completed_at')),
    json('outputs', checks.outputs),
    annotations,
    orAbsent(text('calls')),
  ],
  steps: [
    whole('number'),
    text('name'),
    orNull(text('file')),
    oneOf('status', ['in_progress', 'completed']),
    conclusion,
    orNull(time('started_at')),
    orNull(time('completed_at')),
    whole('lines'),
    whole('bytes'),
    orNull(text('summary')),
    annotations,
  ],
  run_facts: [
    json('errors', checks.listOf(checks.object)),
    orNull(json('facts', isRunFacts)),
    orAbsent(text('source')),
  ],
  workflows: [
    whole('id'),
    text('path'),
    text('name'),
    orAbsent(json('dispatch', (value) => value === false || isDispatchForm(value))),
    time('created_at'),
    time('updated_at'),
  ],
  repositories: [
    whole('id'),
    orNull(text('url')),
    orNull(text('default_branch')),
    time('created_at'),
    time('updated_at'),
  ],
  deliveries: [
    text('delivery', isDeliveryId),
    text('forge'),
    text('event'),
    text('ref'),
    text('sha'),
    text('actor'),
    time('received_at'),
    oneOf('status', ['handled', 'failed']),
    time('handled_at'),
    reason,
    json('workflows', checks.listOf(outcome)),
  ],
} as const satisfies { readonly [table: string]: Columns };
