export { waitingOfJob, waitingOfRun } from './find-waiting.ts';
export { type UnservedJob, unservedJobs } from './unserved-jobs.ts';
export { waitingWords } from './words.ts';
