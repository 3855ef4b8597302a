/** The server: webhooks, GitHub's API for Actions, Runbook's own, the live stream. */
export { type ServerFold, type ServerOptions, ServerOptionsError } from './options.ts';
export { removeOldRuns, type RetentionOptions, startRetention } from './retention.ts';
export { type RunFileWriter, type RunFileWriterOptions, startRunFileWriter } from './run-file-writer.ts';
export { createSecretSource, type LocalSecretSource } from './secret-source.ts';
export { type RunningServer, startServer } from './server.ts';
export type * from './shapes/index.ts';
