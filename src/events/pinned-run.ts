import type { JobId } from './ids.ts';
import type { Conclusion, Leg } from './job-terms.ts';
import type { RunFacts } from './run-facts.ts';

/** What a run needs to run again. */
export interface PinnedRun {
  readonly requested: RunFacts;
  /** The newest attempt of every leg. */
  readonly jobs: readonly PinnedJob[];
  /** The legs of earlier run attempts that did not come to be in the newest; absent where an older program wrote it. */
  readonly earlier?: readonly EarlierLeg[];
}

/** How far the attempts of a leg were counted, and the log folder of its newest. */
export interface EarlierLeg {
  readonly key: string;
  readonly leg: number;
  readonly attempt: number;
  readonly folder: string;
}

/** The newest attempt of one leg, as it ended. */
export interface PinnedJob {
  /** Within the run: that of a nested job begins with that of its call (`callPrefix`). */
  readonly key: string;
  readonly leg: Leg;
  readonly name: string;
  readonly folder: string;
  readonly job: JobId;
  readonly attempt: number;
  readonly conclusion: Conclusion;
  readonly continueOnError: boolean;
  readonly outputs: { readonly [name: string]: string };
  /** The path of the workflow that it called; absent for one that called none. */
  readonly calls?: string;
}
