import { isJsonObject, type JsonObject } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { hasExpression } from '../expressions/index.ts';
import { compilePattern, PatternError } from '../triggers/filter-pattern.ts';
import { quoted } from '../quoted.ts';
import { error, warning, type Rule } from './rule.ts';
import { textsAt, type PlacedText } from './texts-at.ts';
import { uselessEscape, whyUnmatched, type FilterKind } from './unmatched-pattern.ts';

/** The filters of each event that has some; elsewhere they are the schema's mistake. */
const FILTERS: ReadonlyMap<string, readonly FilterKind[]> = new Map([
  ['push', ['branches', 'tags', 'paths']],
  ['pull_request', ['branches', 'paths']],
  ['pull_request_target', ['branches', 'paths']],
  ['merge_group', ['branches']],
  ['workflow_run', ['branches']],
]);

/** Filters of `on` that exclude each other, patterns that cannot be read, patterns and lists that select nothing. */
export const filters: Rule = ({ document, root }) => {
  const on = root['on'];
  if (!isJsonObject(on)) return [];
  return Object.entries(on).flatMap(([event, value]) => {
    if (event === 'image_version' && isJsonObject(value)) return imageProblems(document, value);
    const kinds = isJsonObject(value) ? (FILTERS.get(event) ?? []) : [];
    return kinds.flatMap((kind) =>
      isJsonObject(value) ? kindProblems(document, value, ['on', event], kind) : [],
    );
  });
};

function kindProblems(
  document: SourceDocument,
  event: JsonObject,
  path: Path,
  kind: FilterKind,
): UnplacedProblem[] {
  const ignoring = `${kind}-ignore`;
  const wanted = textsAt(event[kind], [...path, kind]);
  const ignored = textsAt(event[ignoring], [...path, ignoring]);
  const problems = [...wanted, ...ignored].flatMap((pattern) => patternProblems(document, pattern, kind));
  if (event[kind] !== undefined && event[ignoring] !== undefined) {
    const message = `\`${kind}\` and \`${ignoring}\` cannot both be there; use \`!\` patterns in \`${kind}\` to leave some out.`;
    problems.push(document.atKey([...path, ignoring], error('conflicting-filters', message)));
  }
  return [...problems, ...orderProblems(document, wanted, [...path, kind], kind)];
}

/** The filters of `image_version`; a pattern that cannot be read matches no image. */
function imageProblems(document: SourceDocument, event: JsonObject): UnplacedProblem[] {
  return ['names', 'versions'].flatMap((kind) =>
    textsAt(event[kind], ['on', 'image_version', kind]).flatMap(({ text, path }) => {
      const reason = text === '!' ? 'nothing stands behind its `!`' : mistakeOf(text)?.message;
      if (reason === undefined || hasExpression(text)) return [];
      return [document.atValue(path, warning('matches-nothing', matchesNothing(text, reason)))];
    }),
  );
}

/** A `!` pattern takes away from what the patterns before it select. */
function orderProblems(
  document: SourceDocument,
  wanted: readonly PlacedText[],
  path: Path,
  kind: FilterKind,
): UnplacedProblem[] {
  const first = wanted.findIndex(({ text }) => !text.startsWith('!'));
  if (wanted.length > 0 && first < 0) {
    const message = `\`${kind}\` has only \`!\` patterns and selects nothing; put one without \`!\` before them, or use \`${kind}-ignore\`.`;
    return [document.atKey(path, warning('selects-nothing', message))];
  }
  return wanted.slice(0, Math.max(first, 0)).map(({ text, path: place }) => {
    const message = `${quoted(text)} takes nothing away, as no pattern stands before it; move it behind the others.`;
    return document.atValue(place, warning('selects-nothing', message));
  });
}

function patternProblems(
  document: SourceDocument,
  { text, path }: PlacedText,
  kind: FilterKind,
): UnplacedProblem[] {
  // That there is no evaluating here, and that a pattern must not be empty, others say.
  if (hasExpression(text) || text === '') return [];
  const mistake = mistakeOf(text);
  if (mistake !== null) {
    const message = `The pattern ${quoted(text)} cannot be read: ${mistake.message}.`;
    return [document.inText(path, mistake.offset, 1, error('bad-pattern', message))];
  }
  const reason = whyUnmatched(text.replace(/^!/, ''), kind);
  const escape = reason === null ? uselessEscape(text, kind) : null;
  if (escape !== null) {
    const message = `In the pattern ${quoted(text)}, ${escape.reason}`;
    return [document.inText(path, escape.offset, 2, warning('useless-escape', message))];
  }
  if (reason === null) return [];
  return [document.atValue(path, warning('matches-nothing', matchesNothing(text, reason)))];
}

function matchesNothing(pattern: string, reason: string): string {
  return `The pattern ${quoted(pattern)} matches nothing: ${reason}.`;
}

function mistakeOf(pattern: string): { message: string; offset: number } | null {
  const skipped = pattern.startsWith('!') ? 1 : 0;
  try {
    compilePattern(pattern.slice(skipped));
    return null;
  } catch (mistake) {
    if (!(mistake instanceof PatternError)) throw mistake;
    return { message: mistake.message, offset: mistake.offset + skipped };
  }
}
