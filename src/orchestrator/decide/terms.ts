import type { Decision, Draft, EvaluatedConcurrency } from '../../events/index.ts';
import type { Introduction } from './introduction.ts';

/** What a leg does once it need not wait any more. */
export interface Terms {
  /** The job's group; then, of a call, the called workflow's. It must hold both. */
  readonly concurrency: EvaluatedConcurrency | null;
  readonly calledConcurrency: EvaluatedConcurrency | null;
  readonly decide: (introduction: Introduction) => Draft<Decision>;
}
