import type { Decision, Draft, EvaluatedConcurrency } from '../../events/index.ts';
import type { Introduction } from './introduction.ts';

/** How a leg begins: what it must hold for that, and the decision. */
export interface Beginning {
  /** The job's group; then, of a call, the called workflow's. It must hold both. */
  readonly concurrency: EvaluatedConcurrency | null;
  readonly calledConcurrency: EvaluatedConcurrency | null;
  readonly decide: (introduction: Introduction) => Draft<Decision>;
}
