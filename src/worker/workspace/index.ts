export { hashFiles } from './hash-files.ts';
export {
  type JobFolderOptions,
  type JobFolders,
  jobFolders,
  makeJobFolders,
  removeJobFolders,
} from './job-folders.ts';
