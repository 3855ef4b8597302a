export type * from './github.ts';
export { repositoryLinks, type RepositoryLinks, userLinks, type UserLinks } from './links.ts';
export type * from './runbook.ts';
export type { ProblemDetail } from '../http/problem.ts';
