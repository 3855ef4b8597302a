import type { JobDefinition, OwnerId } from '../../events/index.ts';
import { evaluateBoolean, evaluateNumber, runsOnLabels, type Scope } from '../../workflow/index.ts';
import { evaluateConcurrency } from './concurrency.ts';
import type { Terms } from './terms.ts';

/** `timeout-minutes` where a job has none, as on GitHub. */
const DEFAULT_TIMEOUT_MINUTES = 360;

/** The terms on which a leg with steps is offered to workers. @throws ExpressionError */
export function offerTerms(definition: JobDefinition, scope: Scope, owner: OwnerId): Terms {
  const terms = {
    labels: runsOnLabels(definition.runsOn, scope),
    timeoutMinutes: evaluateNumber(definition.timeoutMinutes, scope, DEFAULT_TIMEOUT_MINUTES),
    continueOnError: evaluateBoolean(definition.continueOnError, scope, false),
    concurrency: evaluateConcurrency(definition.concurrency, scope),
  };
  return {
    concurrency: terms.concurrency,
    calledConcurrency: null,
    decide: (introduction) => ({ type: 'job_offered', ...introduction, owner, ...terms }),
  };
}
