export { runScript, type Script, type ScriptPlace } from './run-script.ts';
export { StepError } from './step-error.ts';
