export { IndexRebuildError } from './rebuild-index.ts';
export { type IndexFoldOptions, startIndexFold } from './start-index-fold.ts';
