export { waitingOfJob, waitingOfRun } from './find-waiting.ts';
export { waitingWords } from './words.ts';
