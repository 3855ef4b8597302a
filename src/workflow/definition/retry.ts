import type { Retry, RetryBackoff, RetryCause } from '../../events/definition.ts';
import { isJsonObject, type Json } from '../../events/json.ts';
import { listOf, present, templateOf } from './read.ts';

const CAUSES: readonly Json[] = ['failure', 'timeout', 'worker-lost'] satisfies RetryCause[];
const BACKOFFS: readonly Json[] = ['constant', 'linear', 'exponential'] satisfies RetryBackoff[];

/** `retry` of a job or step; undefined where there is none. */
export function readRetry(value: Json | undefined): Retry | undefined {
  if (!isJsonObject(value)) return undefined;
  const { attempts, delay, backoff, on } = value;
  return present({
    attempts: templateOf(attempts) ?? 1,
    delay: templateOf(delay),
    backoff: isBackoff(backoff) ? backoff : undefined,
    on: on === undefined ? undefined : listOf(on).filter(isCause),
  });
}

function isBackoff(value: Json | undefined): value is RetryBackoff {
  return value !== undefined && BACKOFFS.includes(value);
}

function isCause(value: Json): value is RetryCause | number {
  return typeof value === 'number' || CAUSES.includes(value);
}
