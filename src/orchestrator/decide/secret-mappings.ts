import type { SecretMapping } from '../../events/index.ts';
import { callsAround, type JobState, legOfCall, type RunState } from '../state/index.ts';
import { legContexts } from './scopes.ts';

/**
 * What the calls around a job hand on of their callers' secrets, the outermost first; one that hands on all of them
 * (`secrets: inherit`) is left out. The worker evaluates them: values of secrets come nowhere else.
 */
export function secretMappings(run: RunState, job: JobState): SecretMapping[] {
  return callsAround(run, job.key)
    .toReversed()
    .flatMap((call): SecretMapping[] => {
      const calling = run.jobs.get(call.key);
      const leg = legOfCall(run, call)?.leg;
      const secrets = calling?.definition.call?.secrets;
      if (calling === undefined || leg === undefined || secrets === undefined || secrets === 'inherit')
        return [];
      const { needs, strategy, matrix, inputs } = legContexts(run, calling, leg);
      return [{ secrets, job: calling.definition.id, contexts: { needs, strategy, matrix, inputs } }];
    });
}
