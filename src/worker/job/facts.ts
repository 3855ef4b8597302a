import type {
  Annotation,
  Conclusion,
  JobCompleted,
  JobReturned,
  JobStarted,
  StepCompleted,
  StepStarted,
} from '../../events/index.ts';

/** What every fact of an attempt names, added by whoever reports it. */
type Attribution = 'v' | 'at' | 'by' | 'repository' | 'run' | 'job' | 'worker';

/** A fact about the job attempt that is being run. */
export type JobFact =
  | Omit<JobStarted, Attribution>
  | Omit<StepStarted, Attribution>
  | Omit<StepCompleted, Attribution>
  | Omit<JobCompleted, Attribution>
  | Omit<JobReturned, Attribution>;

/** Takes the facts of one attempt, keeps their order, and stores them without making the job wait. */
export interface JobFacts {
  report(fact: JobFact): void;
  /** Resolves when all that was reported is durable, or can no longer count. */
  stored(): Promise<void>;
}

/** How a step ended. */
export interface StepResult {
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  readonly outputs: { readonly [name: string]: string };
  readonly annotations: readonly Annotation[];
  /** Of the process that failed it; null where none did. */
  readonly exitCode: number | null;
}
