import { nearMiss } from '../../near-miss.ts';
import { error } from '../../validate/rule.ts';
import type { ActionRule } from './action-rule.ts';

/** A step of a composite action that neither runs a script nor uses an action. */
export const stepKind: ActionRule = ({ document, jobs }) =>
  jobs
    .flatMap(({ steps }) => steps)
    .flatMap(({ path, step }) => {
      if ('run' in step || 'uses' in step) return [];
      // A misspelt key is a mistake of its own.
      if (Object.keys(step).some((key) => nearMiss(key, ['run', 'uses']) !== null)) return [];
      const message = 'The step has neither `run` nor `uses`; it would do nothing.';
      return [document.atValue(path, error('step-kind', message))];
    });
