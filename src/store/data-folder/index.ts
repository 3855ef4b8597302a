export { type DataFolder, DataFolderError, makeFilesPrivate, openDataFolder } from './data-folder.ts';
export { type DataPathEnvironment, defaultDataPath } from './default-path.ts';
export { DataFolderInUseError } from './folder-lock.ts';
export { freeDiskBytes, LEAST_FREE_BYTES } from './free-disk.ts';
