export { type JobRecord, StateFile, type WorkerRecord } from './state-file.ts';
export { stopLeftovers } from './stop-leftovers.ts';
