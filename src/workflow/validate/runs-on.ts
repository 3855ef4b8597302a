import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { correctionOf } from '../near-miss.ts';
import { familyOf, misspeltLabel } from './known-labels.ts';
import { matrixOf } from './matrix-of.ts';
import { quoted } from '../quoted.ts';
import { error, warning, type JobNode, type Rule } from './rule.ts';
import { textsAt, type PlacedText } from './texts-at.ts';

/** How the name of a runner group may begin where it has a `/` (GitHub docs, `runs-on`). */
const GROUP_PREFIXES = new Set(['org', 'organization', 'ent', 'enterprise']);

/** `runs-on`: some label, labels that one machine can have, no misspelt label of GitHub's, a group's name. */
export const runsOn: Rule = ({ document, jobs }) => jobs.flatMap((node) => jobProblems(document, node));

function jobProblems(document: SourceDocument, node: JobNode): UnplacedProblem[] {
  const { job, path: owner } = node;
  const value = job['runs-on'];
  const path = [...owner, 'runs-on'];
  const labels = isJsonObject(value) ? textsAt(value['labels'], [...path, 'labels']) : textsAt(value, path);
  const group = isJsonObject(value) ? value['group'] : undefined;
  const values = labelsOfMatrix(node, labels);
  return [
    ...groupProblems(document, group, [...path, 'group']),
    ...emptyLabels(document, value, path),
    ...labelProblems(document, labels),
    ...spellingProblems(document, values),
    // What is excluded from the matrix may be just the value that does not fit.
    ...conflicts(document, labels, matrixOf(node)?.exclude === undefined ? values : []),
  ];
}

/** Without a group, labels must say where the job runs. */
function emptyLabels(document: SourceDocument, value: Json | undefined, path: Path): UnplacedProblem[] {
  if (!isJsonObject(value) || 'group' in value) return [];
  const { labels } = value;
  if (!Array.isArray(labels) || labels.length > 0) return [];
  const message = 'There is no label here, and no `group` beside it; name one.';
  return [document.atValue([...path, 'labels'], error('bad-runs-on', message))];
}

function labelProblems(document: SourceDocument, labels: readonly PlacedText[]): UnplacedProblem[] {
  // What is empty, the schema says.
  const blank = labels.filter(({ text }) => text !== '' && text.trim() === '');
  const message = 'A label has more than spaces in it; name one.';
  return [
    ...blank.map(({ path }) => document.atValue(path, error('bad-runs-on', message))),
    ...spellingProblems(document, labels),
  ];
}

function spellingProblems(document: SourceDocument, labels: readonly PlacedText[]): UnplacedProblem[] {
  return labels.flatMap(({ text, path }) => {
    const meant = hasExpression(text) ? null : misspeltLabel(text);
    if (meant === null) return [];
    const message = `No runner of GitHub has the label ${quoted(text)}; did you mean \`${meant}\`?`;
    return [document.atValue(path, warning('unknown-label', message, correctionOf(text, meant)))];
  });
}

/** A label that is a value of the matrix, and nothing else. */
const OF_MATRIX = /^\s*\$\{\{\s*matrix\.([\w-]+)\s*\}\}\s*$/;

/** The most keys of a matrix that are looked at: nobody has more labels. */
const MAX_KEYS = 20;

/** The values that labels such as `${{ matrix.os }}` stand for. */
function labelsOfMatrix(node: JobNode, labels: readonly PlacedText[]): PlacedText[] {
  const keys = new Set(labels.flatMap(({ text }) => OF_MATRIX.exec(text)?.[1] ?? []));
  const matrix = keys.size === 0 ? null : matrixOf(node);
  if (matrix === null) return [];
  const include: readonly Json[] = Array.isArray(matrix.include) ? matrix.include : [];
  return [...keys]
    .slice(0, MAX_KEYS)
    .flatMap((key) => [
      ...textsAt(ownValue(matrix.dimensions, key), [...matrix.path, key]),
      ...include.flatMap((entry, index) =>
        isJsonObject(entry) ? textsAt(ownValue(entry, key), [...matrix.path, 'include', index, key]) : [],
      ),
    ]);
}

/** Of a key that the file chooses, `constructor` among them. */
function ownValue(map: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/**
 * A job waits for a machine that has all of its labels.
 * @param values those of the matrix that stand for some of the labels
 */
function conflicts(
  document: SourceDocument,
  labels: readonly PlacedText[],
  values: readonly PlacedText[],
): UnplacedProblem[] {
  const first = familiesOf(labels);
  return [...labels, ...values].flatMap(({ text, path }) => {
    const family = familyOf(text);
    const other = family === null ? undefined : first.get(family.kind);
    if (family === null || other === undefined || other.value === family.value) return [];
    const message = `No machine has both labels, ${quoted(other.text)} and ${quoted(text)}; for a job on each, use a matrix.`;
    return [document.atValue(path, warning('conflicting-labels', message))];
  });
}

/** What the labels say of a machine: the first of each kind. */
function familiesOf(labels: readonly PlacedText[]): ReadonlyMap<string, { text: string; value: string }> {
  const families = new Map<string, { text: string; value: string }>();
  for (const { text } of labels) {
    const family = familyOf(text);
    if (family !== null && !families.has(family.kind))
      families.set(family.kind, { text, value: family.value });
  }
  return families;
}

function groupProblems(document: SourceDocument, group: Json | undefined, path: Path): UnplacedProblem[] {
  if (typeof group !== 'string' || hasExpression(group) || !group.includes('/')) return [];
  const [prefix = '', name = '', ...rest] = group.split('/');
  if (GROUP_PREFIXES.has(prefix) && name !== '' && rest.length === 0) return [];
  const message = `${quoted(group)} cannot be a runner group: before a \`/\` stands only \`org\` or \`ent\`, as in \`org/large\`.`;
  return [document.atValue(path, error('bad-runs-on', message))];
}
