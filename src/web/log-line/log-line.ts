/** GitHub's marks at the start of a line of the log, as `##[error]`; `command` and `debug` are older ones. */
export type LineMark = 'group' | 'endgroup' | 'error' | 'warning' | 'notice' | 'debug' | 'command';

/** A line of a log file, taken apart. */
export interface LogLine {
  /** When it was printed, RFC 3339 UTC; null for a line without a time in front. */
  readonly at: string | null;
  readonly mark: LineMark | null;
  /** What was printed, without the mark, codes for terminals included. */
  readonly text: string;
}

const LINE = /^(?:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) )?(?:##\[([a-z]+)\])?/;
const MARKS: ReadonlySet<string> = new Set<LineMark>([
  'group',
  'endgroup',
  'error',
  'warning',
  'notice',
  'debug',
  'command',
]);

/** Takes a line of a log file apart; what is no mark of GitHub's stays text. */
export function readLogLine(raw: string): LogLine {
  const [front = '', at, word] = LINE.exec(raw) ?? [];
  const mark = word !== undefined && isMark(word) ? word : null;
  const textFrom = mark === null ? (at === undefined ? 0 : at.length + 1) : front.length;
  return { at: at ?? null, mark, text: raw.slice(textFrom) };
}

function isMark(word: string): word is LineMark {
  return MARKS.has(word);
}
