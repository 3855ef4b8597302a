export type { BroughtIn } from './brought-in.ts';
export {
  loadProject,
  MAX_NAMES,
  Project,
  type ProjectReader,
  type ProjectStart,
} from './load-project.ts';
export {
  actionFilesOf,
  calledWorkflowPath,
  folderOf,
  isLocal,
  localActionFolder,
  nameOf,
  pathInProject,
  WORKFLOW_FOLDERS,
} from './local-path.ts';
export {
  isDockerfile,
  type LocalReference,
  localReferences,
  localReferencesIn,
  startedFiles,
} from './local-references.ts';
export { createMemoryReader } from './memory-reader.ts';
export type { ProjectFile, ProjectFiles, ProjectPlace } from './project-files.ts';
