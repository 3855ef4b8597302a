/** The server: webhooks, GitHub's API for Actions, Runbook's own, the live stream. */
export { type ServerFold, type ServerOptions, ServerOptionsError } from './options.ts';
export {
  type OutputCounters,
  type OutputReceiver,
  type OutputReceiverOptions,
  type Patience,
  startOutputReceiver,
} from './output/index.ts';
export { removeOldRuns, type RetentionOptions, startRetention } from './retention.ts';
export { type RunFileWriter, type RunFileWriterOptions, startRunFileWriter } from './run-file-writer.ts';
export { type RunningServer, startServer } from './server.ts';
export type * from './shapes/index.ts';
export { createSecretSource, type LocalSecretSource, type SecretPlaces } from './grants/job-secrets.ts';
