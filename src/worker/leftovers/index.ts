export { type JobRecord, readWorkerRecord, type WorkerRecord, writeWorkerRecord } from './state-file.ts';
export { stopLeftovers } from './stop-leftovers.ts';
