import { isJsonObject, type Json, type JsonObject } from '../../events/json.ts';
import { hasExpression } from '../expressions/index.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import { correctionOf } from '../near-miss.ts';
import { familyOf, misspeltLabel } from './known-labels.ts';
import { matrixOf } from './matrix-of.ts';
import { quoted } from './quoted.ts';
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
  return [
    ...groupProblems(document, group, [...path, 'group']),
    ...emptyLabels(document, value, path),
    ...labelProblems(document, labels),
    ...labels.flatMap(({ text }) => spellingProblems(document, labelsOfMatrix(node, text))),
    ...conflicts(document, labels),
    ...conflictsInMatrix(document, node, labels),
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

/** The values that `${{ matrix.os }}` stands for, where it is all of a label. */
function labelsOfMatrix(node: JobNode, label: string): PlacedText[] {
  const [, key] = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(label.trim()) ?? [];
  const matrix = matrixOf(node);
  if (key === undefined || matrix === null) return [];
  const include: readonly Json[] = Array.isArray(matrix.include) ? matrix.include : [];
  return [
    ...textsAt(ownValue(matrix.dimensions, key), [...matrix.path, key]),
    ...include.flatMap((entry, index) =>
      isJsonObject(entry) ? textsAt(ownValue(entry, key), [...matrix.path, 'include', index, key]) : [],
    ),
  ];
}

/** Of a key that the file chooses, `constructor` among them. */
function ownValue(map: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A job waits for a machine that has all of its labels. */
function conflicts(document: SourceDocument, labels: readonly PlacedText[]): UnplacedProblem[] {
  const first = new Map<string, { readonly text: string; readonly value: string }>();
  for (const { text, path } of labels) {
    const family = familyOf(text);
    if (family === null) continue;
    const other = first.get(family.kind);
    if (other === undefined) {
      first.set(family.kind, { text, value: family.value });
    } else if (other.value !== family.value) {
      return [document.atValue(path, noMachineHas(other.text, text))];
    }
  }
  return [];
}

/** Values of the matrix that stand for one label, against the labels that are written beside it. */
function conflictsInMatrix(
  document: SourceDocument,
  node: JobNode,
  labels: readonly PlacedText[],
): UnplacedProblem[] {
  // What is excluded may be just the value that does not fit.
  if (labels.length < 2 || matrixOf(node)?.exclude !== undefined) return [];
  const fixed = labels.filter(({ text }) => familyOf(text) !== null);
  const values = labels.flatMap(({ text }) => labelsOfMatrix(node, text));
  return values.flatMap(({ text, path }) => {
    const family = familyOf(text);
    if (family === null) return [];
    const other = fixed.find((label) => {
      const beside = familyOf(label.text);
      return beside?.kind === family.kind && beside.value !== family.value;
    });
    return other === undefined ? [] : [document.atValue(path, noMachineHas(other.text, text))];
  });
}

function noMachineHas(one: string, other: string): Finding {
  const message = `No machine has both labels, ${quoted(one)} and ${quoted(other)}; for a job on each, use a matrix.`;
  return warning('conflicting-labels', message);
}

function groupProblems(document: SourceDocument, group: Json | undefined, path: Path): UnplacedProblem[] {
  if (typeof group !== 'string' || hasExpression(group) || !group.includes('/')) return [];
  const [prefix = '', name = '', ...rest] = group.split('/');
  if (GROUP_PREFIXES.has(prefix) && name !== '' && rest.length === 0) return [];
  const message = `${quoted(group)} cannot be a runner group: before a \`/\` stands only \`org\` or \`ent\`, as in \`org/large\`.`;
  return [document.atValue(path, error('bad-runs-on', message))];
}
