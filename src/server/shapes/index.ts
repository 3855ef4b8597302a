export type * from './github.ts';
export type * from './runbook.ts';
