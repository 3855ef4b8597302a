export { parseAction, parseActionDocument, type ParsedAction } from './parse.ts';
