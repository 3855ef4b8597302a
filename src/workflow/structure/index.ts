export { MAX_PROBLEMS, structureProblems } from './check.ts';
export { schemaErrors } from './schema-errors.ts';
export { EVENT_NAMES, type FileKind } from './schemas.ts';
export { warmUpValidation } from './validators.ts';
