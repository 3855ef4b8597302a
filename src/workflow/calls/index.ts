export { calledFiles, definitionsCalledBy } from './called-definitions.ts';
export { CallError } from './error.ts';
export { callInputs } from './inputs.ts';
export { callOutputs } from './outputs.ts';
