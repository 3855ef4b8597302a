export type { LineSet } from './line-set.ts';
export { LogSearches, type LogSearchText } from './log-searches.ts';
export { LogSearchBusyError } from './scan-slots.ts';
export { MOST_TEXT_LENGTH } from './searched-text.ts';
