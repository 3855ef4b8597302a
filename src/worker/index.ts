/** The worker: it claims jobs that are offered and runs what it is granted. */
export { createHostExecutor, type HostExecutorOptions } from './executors/host/index.ts';
export { defaultLabels } from './labels.ts';
export {
  type CheckoutRequest,
  type CheckoutSource,
  type Executor,
  type ExecutorJobOptions,
  type Grant,
  type JobProcesses,
  type JobSecrets,
  type SecretSource,
  type StepCommand,
  type StepExit,
} from './ports.ts';
export type { Worker, WorkerOptions } from './options.ts';
export {
  type OutputShipping,
  type ShippingCounters,
  type ShippingOptions,
  startShipping,
} from './shipping/index.ts';
export { startWorker } from './worker.ts';
