/** A span of time, in milliseconds since 1970 UTC: from `from` (inclusive) to `before` (exclusive). */
export interface TimeSpan {
  readonly from?: number;
  readonly before?: number;
}

/**
 * Reads `created` of a list of runs, in GitHub's search syntax for dates: `2026-01-31`, `>=D`, `>D`, `<=D`,
 * `<D`, `D..D`, `D..*`, `*..D`, each D a date or an RFC 3339 time (GitHub docs: "Understanding the search
 * syntax", query for dates). A date stands for its whole day in UTC.
 * @returns null for anything else
 */
export function readCreatedRange(text: string): TimeSpan | null {
  const range = /^(.+)\.\.(.+)$/.exec(text);
  if (range !== null) {
    const first: TimeSpan | null = range[1] === '*' ? {} : readMoment(range[1]);
    const last: TimeSpan | null = range[2] === '*' ? {} : readMoment(range[2]);
    if (first === null || last === null) return null;
    return { ...only('from', first.from), ...only('before', last.before) };
  }
  const match = /^(>=|<=|>|<)?(.+)$/.exec(text);
  const moment = readMoment(match?.[2]);
  if (moment === null) return null;
  switch (match?.[1] ?? '') {
    case '>=':
      return only('from', moment.from);
    case '>':
      return only('from', moment.before);
    case '<=':
      return only('before', moment.before);
    case '<':
      return only('before', moment.from);
    default:
      return moment;
  }
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;
const DAY_MS = 24 * 60 * 60 * 1_000;
const SECOND_MS = 1_000;

/** The span that a date or a time stands for: its day, or its second. */
function readMoment(text: string | undefined): { readonly from: number; readonly before: number } | null {
  if (text === undefined || !(DATE.test(text) || TIME.test(text))) return null;
  const from = Date.parse(text);
  if (Number.isNaN(from)) return null;
  return { from, before: from + (DATE.test(text) ? DAY_MS : SECOND_MS) };
}

function only<Key extends string>(key: Key, value: number | undefined): { [name in Key]?: number } {
  const span: { [name in Key]?: number } = {};
  if (value !== undefined) span[key] = value;
  return span;
}
