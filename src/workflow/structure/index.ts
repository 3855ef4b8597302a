export { MAX_PROBLEMS, structureProblems } from './check.ts';
export { schemaErrors, warmUpValidation } from './schema.ts';
