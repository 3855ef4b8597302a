export { triggerOf } from './delivery-trigger.ts';
export type { IntakeSource } from './intake-source.ts';
export { createMirrorIntake, type MirrorIntakeOptions } from './mirror-intake.ts';
export { INTAKE_RETRY, type RetryPolicy } from './retry.ts';
