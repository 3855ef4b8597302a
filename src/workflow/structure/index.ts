export { MAX_PROBLEMS, structureProblems } from './check.ts';
export { EVENT_NAMES, schemaErrors, warmUpValidation } from './schema.ts';
