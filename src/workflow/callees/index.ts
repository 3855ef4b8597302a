export type { ActionDeclaration } from './action-declaration.ts';
export type { CallDeclaration, CallInput } from './call-declaration.ts';
export type { CallGraph, CallKind } from './call-graph.ts';
export { type ActionLookup, Callees, type NotFound, type WorkflowLookup } from './callees.ts';
export type { Found } from './memory.ts';
