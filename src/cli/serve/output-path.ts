/**
 * How the output of steps reaches a server's log files: written there by the worker in the same process, or through
 * `runbook.logs`, from which every server writes its own.
 */
export type OutputPath = 'direct' | 'log';
