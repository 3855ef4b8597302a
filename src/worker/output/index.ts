export { MASK, Masks } from './masks.ts';
export { maskedForms } from './masked-forms.ts';
export { type CommandReader, LINE_LIMIT, StepOutput } from './step-output.ts';
