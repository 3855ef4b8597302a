export { Cancellation, type StopRequest } from './cancellation.ts';
export { type BaseEnvironmentOptions, baseEnvironment } from './environment.ts';
export type { JobFact, JobFacts } from './facts.ts';
export type { JobState, WorkerFacts } from './job-state.ts';
export { runJob, type RunJobOptions } from './run-job.ts';
