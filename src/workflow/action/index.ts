export { checkActionDocument } from './check.ts';
