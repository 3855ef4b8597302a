export { loadProject, Project, type ProjectReader, type ProjectStart } from './load-project.ts';
export {
  actionFilesOf,
  calledWorkflowPath,
  folderOf,
  isLocal,
  localActionFolder,
  nameOf,
  pathInProject,
} from './local-path.ts';
export { isDockerfile, type LocalReference, localReferences, startedFiles } from './local-references.ts';
export type { ProjectFile, ProjectFiles, ProjectPlace } from './project-files.ts';
