export type * from './shapes/index.ts';
