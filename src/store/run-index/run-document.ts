import {
  isJsonObject,
  isRepositoryName,
  isRunId,
  type Json,
  type JsonObject,
  type RepositoryName,
  type RunId,
} from '../../events/index.ts';
import type { SqlValue } from '../sqlite/index.ts';
import { type Columns, DocumentError, readRow, readTime } from './document-columns.ts';
import { DOCUMENT_TABLES } from './document-tables.ts';
import { numericId, workflowId } from './numeric-id.ts';

/** The version of `run.json` that this program writes. */
export const RUN_DOCUMENT_VERSION = 1;

/** The values of one row, in the order of `DOCUMENT_TABLES`. */
export type RowValues = readonly SqlValue[];

/** What a `run.json` says, checked. */
export interface RunDocument {
  readonly run: RunId;
  readonly repository: RepositoryName;
  /** The run's, within its repository. */
  readonly number: number;
  /** Up to this event it is true. */
  readonly partition: number;
  readonly offset: number;
  /** When the log stamped that event: milliseconds since 1970 UTC. */
  readonly timestamp: number;
  readonly rows: {
    readonly run: RowValues;
    readonly facts: RowValues;
    readonly attempts: readonly RowValues[];
    readonly jobs: readonly { readonly job: RowValues; readonly steps: readonly RowValues[] }[];
    readonly workflow: RowValues | null;
    readonly repository: RowValues | null;
    /** Null where it was not handled yet. */
    readonly delivery: RowValues | null;
  };
}

/** Reads the text of a `run.json`. @throws DocumentError that says what is wrong with it */
export function readRunDocument(content: string): RunDocument {
  const document = parse(content);
  if (!isJsonObject(document)) throw new DocumentError('it is not a JSON object');
  checkVersion(document['version']);
  const { partition, offset, workflow, repository, delivery } = document;
  const timestamp = readTime(document['timestamp']);
  if (!isCount(partition) || !isCount(offset) || timestamp === undefined) {
    throw new DocumentError('it does not say up to which event it is true');
  }
  const identity = identityIn(document['run']);
  checkIds(identity.repository, document);
  return {
    ...identity,
    partition,
    offset,
    timestamp,
    rows: {
      run: readRow(DOCUMENT_TABLES.runs, document['run'], 'its run'),
      facts: readRow(DOCUMENT_TABLES.run_facts, document, 'it'),
      attempts: listIn(document['attempts'], 'attempts').map((attempt) =>
        readRow(DOCUMENT_TABLES.run_attempts, attempt, 'an attempt'),
      ),
      jobs: listIn(document['jobs'], 'jobs').map(readJob),
      workflow: rowOrNull(DOCUMENT_TABLES.workflows, workflow, 'its workflow'),
      repository: rowOrNull(DOCUMENT_TABLES.repositories, repository, 'its repository'),
      delivery: rowOrNull(DOCUMENT_TABLES.deliveries, delivery, 'its delivery'),
    },
  };
}

/** @throws DocumentError */
function identityIn(run: Json | undefined): Pick<RunDocument, 'run' | 'repository' | 'number'> {
  const { id, repository, number } = isJsonObject(run) ? run : {};
  if (!isRunId(id) || typeof repository !== 'string' || !isRepositoryName(repository) || !isCount(number)) {
    throw new DocumentError('it does not say which run it is about');
  }
  return { run: id, repository, number };
}

/** Ids that are made from names: one that is not would meet others in the index. @throws DocumentError */
function checkIds(name: RepositoryName, { run, workflow, repository }: JsonObject): void {
  const isOf = (value: Json | undefined, key: string, id: (path: Json | undefined) => number): boolean =>
    !isJsonObject(value) || value[key] === id(value['path']);
  const workflowOf = (path: Json | undefined): number =>
    typeof path === 'string' ? workflowId(name, path) : 0;
  const areTheirs =
    isOf(run, 'workflow', workflowOf) &&
    isOf(workflow, 'id', workflowOf) &&
    isOf(repository, 'id', () => numericId(name));
  if (!areTheirs) throw new DocumentError('its workflow or repository has the id of another');
}

function readJob(value: Json): { readonly job: RowValues; readonly steps: readonly RowValues[] } {
  const job = readRow(DOCUMENT_TABLES.jobs, value, 'a job');
  const steps = listIn(isJsonObject(value) ? value['steps'] : undefined, 'steps');
  return { job, steps: steps.map((step) => readRow(DOCUMENT_TABLES.steps, step, 'a step')) };
}

function rowOrNull(columns: Columns, value: Json | undefined, place: string): RowValues | null {
  return value === null ? null : readRow(columns, value, place);
}

function checkVersion(version: Json | undefined): void {
  if (!isCount(version) || version < 1) throw new DocumentError('it has no version');
  if (version <= RUN_DOCUMENT_VERSION) return;
  throw new DocumentError(
    `a newer Runbook wrote it (version ${version}, this program knows ${RUN_DOCUMENT_VERSION})`,
  );
}

function listIn(value: Json | undefined, what: string): readonly Json[] {
  if (!Array.isArray(value)) throw new DocumentError(`its ${what} are no list`);
  return value;
}

function isCount(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parse(content: string): Json {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new DocumentError('it is not JSON', { cause: error });
  }
}
