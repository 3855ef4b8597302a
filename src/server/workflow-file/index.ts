export { showWorkflowFile } from './show-file.ts';
