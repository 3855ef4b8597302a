export { type DecideInput, decide } from './decide.ts';
export { isAvailable } from './losses.ts';
export { legContexts } from './scopes.ts';
export { smallerThan } from './smaller.ts';
export { secretMappings } from './secret-mappings.ts';
