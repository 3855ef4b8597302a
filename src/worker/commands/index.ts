export { ANNOTATIONS_PER_STEP, shorten } from './annotation.ts';
export { StepCommands } from './command-reader.ts';
export { EnvironmentFileError, parseEnvironmentFile, parsePathFile } from './environment-file.ts';
export { type FileCommandResult, StepFiles } from './file-commands.ts';
export { parseWorkflowCommand, type WorkflowCommand } from './workflow-command.ts';
