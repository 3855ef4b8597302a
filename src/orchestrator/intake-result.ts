import type { RunFacts } from '../events/run-facts.ts';
import type { DispatchForm, InputProblem } from '../events/dispatch-form.ts';
import type { DeliveryId, RepositoryName } from '../events/ids.ts';
import type { Problem } from '../events/problem.ts';
import type { Trigger } from '../events/trigger.ts';

/**
 * What intake found for one delivery. It is I/O's result handed to the pure `decide`, which counts numbers and
 * ids, evaluates `run-name` and `concurrency`, and writes the events.
 */
export type IntakeResult =
  | {
      readonly kind: 'handled';
      /** Whose delivery it is: delivery ids are unique within a repository only. */
      readonly repository: RepositoryName;
      readonly delivery: DeliveryId;
      readonly workflows: readonly PreparedWorkflow[];
      /** Why nothing was looked at (a deleted ref, a ping). */
      readonly reason?: string;
    }
  | {
      readonly kind: 'failed';
      readonly repository: RepositoryName;
      readonly delivery: DeliveryId;
      readonly reason: string;
      readonly trigger: Trigger;
    };

/** What one workflow file becomes. */
export type PreparedWorkflow = Becomes & Declared;

/** What a file says of being started by hand, whatever it becomes (`WorkflowOutcome.dispatch`). */
interface Declared {
  readonly dispatch?: DispatchForm | false;
}

type Becomes =
  | {
      readonly outcome: 'started';
      readonly path: string;
      /** Everything of the run but what `decide` fixes. */
      readonly facts: Omit<RunFacts, 'number' | 'delivery' | 'name' | 'concurrency'>;
    }
  | {
      readonly outcome: 'rejected';
      readonly path: string;
      /** The file's `name`, else its path. */
      readonly name: string;
      readonly trigger: Trigger;
      readonly errors: readonly Problem[];
      readonly source: string;
    }
  | {
      readonly outcome: 'skipped';
      readonly path: string;
      readonly reason: string;
      /** The file's `name`, else its path; absent where the file could not be read. */
      readonly name?: string;
      /** What is wrong with the inputs of a dispatch. */
      readonly inputProblems?: readonly InputProblem[];
    };
