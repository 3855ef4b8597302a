export type * from './github.ts';
export type { RepositoryLinks, UserLinks } from './links.ts';
export type * from './repositories.ts';
export type * from './runbook.ts';
export type { ProblemDetail } from '../http/problem.ts';
export type * from './waiting.ts';
export type * from './workflow-file.ts';
export type * from './stream.ts';
