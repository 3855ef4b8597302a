import type { JobDefinition, JobOffered } from '../../events/index.ts';
import {
  evaluateBoolean,
  evaluateNumber,
  evaluateRetry,
  runsOnLabels,
  type Scope,
} from '../../workflow/index.ts';
import type { AttemptState } from '../state/index.ts';
import { evaluateConcurrency } from './concurrency.ts';

/** `timeout-minutes` where a job has none, as on GitHub. */
const DEFAULT_TIMEOUT_MINUTES = 360;

/** On what terms a leg is offered. */
export type OfferTerms = Pick<
  JobOffered,
  'labels' | 'timeoutMinutes' | 'continueOnError' | 'concurrency' | 'retry'
>;

/** The terms of a leg as its job declares them. @throws ExpressionError */
export function evaluateTerms(definition: JobDefinition, scope: Scope): OfferTerms {
  const retry = evaluateRetry(definition.retry, scope);
  // A limit of none or less is no limit of its own.
  const minutes = evaluateNumber(definition.timeoutMinutes, scope, DEFAULT_TIMEOUT_MINUTES);
  return {
    labels: runsOnLabels(definition.runsOn, scope),
    timeoutMinutes: minutes > 0 ? minutes : DEFAULT_TIMEOUT_MINUTES,
    continueOnError: evaluateBoolean(definition.continueOnError, scope, false),
    concurrency: evaluateConcurrency(definition.concurrency, scope),
    ...(retry === null ? {} : { retry }),
  };
}

/** The terms on which an attempt was offered, for the one that follows it. */
export function termsOf(attempt: AttemptState): OfferTerms {
  const { labels, timeoutMinutes, continueOnError, concurrency, retry } = attempt;
  return {
    labels,
    timeoutMinutes,
    continueOnError,
    concurrency,
    ...(retry === undefined ? {} : { retry }),
  };
}
