export { JOB_KEYS_NOT_EXECUTED, jobKeysNotExecuted } from './job.ts';
export { isCheckout, readStep, STEP_KEYS_NOT_EXECUTED } from './step.ts';
export { readTriggers } from './triggers.ts';
export { readDefinition, workflowName } from './workflow.ts';
