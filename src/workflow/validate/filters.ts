import { isJsonObject, type JsonObject } from '../../events/json.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { listOf } from '../definition/read.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { compilePattern, PatternError } from '../triggers/filter-pattern.ts';
import { error, warning, type Rule } from './rule.ts';

const KINDS = ['branches', 'tags', 'paths'];

/** Filters of `on` that exclude each other, patterns that cannot be read, lists that can select nothing. */
export const filters: Rule = ({ document, root }) => {
  const on = root['on'];
  if (!isJsonObject(on)) return [];
  return Object.entries(on).flatMap(([event, value]) =>
    isJsonObject(value) ? KINDS.flatMap((kind) => kindProblems(document, value, ['on', event], kind)) : [],
  );
};

function kindProblems(
  document: SourceDocument,
  event: JsonObject,
  path: Path,
  kind: string,
): UnplacedProblem[] {
  const ignoring = `${kind}-ignore`;
  const problems = [kind, ignoring].flatMap((key) => patternProblems(document, event, [...path, key], key));
  if (event[kind] !== undefined && event[ignoring] !== undefined) {
    const message = `\`${kind}\` and \`${ignoring}\` cannot both be there; use \`!\` patterns in \`${kind}\` to leave some out.`;
    problems.push(document.atKey([...path, ignoring], error('conflicting-filters', message)));
  }
  const wanted = listOf(event[kind]);
  if (
    wanted.length > 0 &&
    wanted.every((pattern) => typeof pattern === 'string' && pattern.startsWith('!'))
  ) {
    const message = `\`${kind}\` has only \`!\` patterns and selects nothing; put one without \`!\` before them, or use \`${ignoring}\`.`;
    problems.push(document.atKey([...path, kind], warning('selects-nothing', message)));
  }
  return problems;
}

function patternProblems(
  document: SourceDocument,
  event: JsonObject,
  path: Path,
  key: string,
): UnplacedProblem[] {
  const value = event[key];
  return listOf(value).flatMap((pattern, index) => {
    if (typeof pattern !== 'string') return [];
    const mistake = mistakeOf(pattern);
    if (mistake === null) return [];
    const place = Array.isArray(value) ? [...path, index] : path;
    const message = `The pattern \`${pattern}\` cannot be read: ${mistake.message}.`;
    return [document.inText(place, mistake.offset, 1, error('bad-pattern', message))];
  });
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
