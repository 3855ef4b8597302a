export { type DecideInput, decide } from './decide.ts';
export { legContexts } from './scopes.ts';
