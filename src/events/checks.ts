/** Checks of values that come from outside as JSON, and how they are put together. */
import { isDeliveryId, isOwnerId, isRepositoryName, isWorkerId } from './ids.ts';
import { isJsonObject } from './json.ts';

/** Whether a field's value is what a reader may rely on. */
export type FieldCheck = (value: unknown) => boolean;

/** The fields that every reader relies on, by name. Fields only shown to people are not among them. */
export interface Fields {
  readonly [field: string]: FieldCheck;
}

export const text: FieldCheck = (value) => typeof value === 'string';
export const flag: FieldCheck = (value) => typeof value === 'boolean';
/** A finite number from 0. */
export const amount: FieldCheck = (value) =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
/** A whole number from 1. */
export const counted: FieldCheck = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
/** A whole number from 0. */
export const whole: FieldCheck = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
/** Whole lines, at least one, each with its end. */
export const lines: FieldCheck = (value) => typeof value === 'string' && value.endsWith('\n');
export const object: FieldCheck = isJsonObject;
export const list: FieldCheck = (value) => Array.isArray(value);

export const orNull =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    value === null || check(value);
export const orAbsent =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    value === undefined || check(value);
export const anyOf =
  (...checks: readonly FieldCheck[]): FieldCheck =>
  (value) =>
    checks.some((check) => check(value));
export const oneOf =
  (...words: string[]): FieldCheck =>
  (value) =>
    typeof value === 'string' && words.includes(value);
export const listOf =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    Array.isArray(value) && value.every(check);
/** A list of two: how JSON holds an entry of a map. */
export const pairOf =
  (first: FieldCheck, second: FieldCheck): FieldCheck =>
  (value) =>
    Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
/** An object with these fields, perhaps among others. */
export const shaped = (fields: Fields): FieldCheck => {
  const entries = Object.entries(fields);
  return (value) => isJsonObject(value) && entries.every(([name, check]) => check(value[name]));
};
/** An object whose values are all of one kind. */
export const values =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    isJsonObject(value) && Object.values(value).every(check);

export const repository: FieldCheck = (value) => typeof value === 'string' && isRepositoryName(value);
export const delivery: FieldCheck = (value) => typeof value === 'string' && isDeliveryId(value);
export const owner: FieldCheck = (value) => typeof value === 'string' && isOwnerId(value);
export const worker: FieldCheck = (value) => typeof value === 'string' && isWorkerId(value);
export const conclusion: FieldCheck = oneOf(
  'success',
  'failure',
  'cancelled',
  'skipped',
  'timed_out',
  'neutral',
);
export const outputs: FieldCheck = values(text);
export const trigger: FieldCheck = shaped({ event: text, ref: text, sha: text, actor: text });
export const concurrency: FieldCheck = shaped({ group: text, cancelInProgress: flag });
const retryCause = oneOf('failure', 'timeout', 'worker-lost');
/** `retry`, evaluated (`EvaluatedRetry`). */
export const retry: FieldCheck = shaped({
  attempts: counted,
  delaySeconds: amount,
  backoff: oneOf('constant', 'linear', 'exponential'),
  on: listOf((value) => counted(value) || retryCause(value)),
});

/** One leg of a job's matrix (`Leg`). */
export const leg: FieldCheck = (value) =>
  isJsonObject(value) &&
  typeof value['index'] === 'number' &&
  Number.isSafeInteger(value['index']) &&
  value['index'] >= 0 &&
  counted(value['total']) &&
  value['index'] < Number(value['total']) &&
  orNull(object)(value['matrix']) &&
  flag(value['failFast']) &&
  orNull(amount)(value['maxParallel']);
