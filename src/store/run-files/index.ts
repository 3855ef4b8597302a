export { type FoundRun, RunFiles } from './run-files.ts';
