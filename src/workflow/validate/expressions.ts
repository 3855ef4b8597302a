import type { KeyValue } from '../contexts/availability.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import {
  ANY,
  checkExpression,
  checkKeyValue,
  constantConditions,
  contextsOf,
  type ContextTypes,
  type ExpressionFinding,
  typeWords,
} from '../types/index.ts';
import { inOccurrence, type Occurrence } from './occurrences.ts';
import { callDefaultTypes, callInputTypes } from './call-input-types.ts';
import { declaredOutputs } from './declared-outputs.ts';
import type { Rule, RuleInput } from './rule.ts';

/** Every expression against the types of what it names, and its value against the key. */
export const expressions: Rule = (input) => {
  const inputTypeAt = callInputTypes(input);
  const defaultTypeAt = callDefaultTypes(input.root);
  return expressionProblems(
    input,
    contextsOf(input.root, declaredOutputs(input.callees)),
    ({ path, available }) => inputTypeAt(path) ?? defaultTypeAt(path) ?? available.value,
  );
};

/**
 * As `expressions`, with the contexts of the place at which an expression stands.
 * @param wantedAt what the value must be that is nothing but the expression; null: anything
 */
export function expressionProblems(
  { document, occurrences }: Pick<RuleInput, 'document' | 'occurrences'>,
  contextsAt: (path: Path) => ContextTypes,
  wantedAt: (occurrence: Occurrence) => KeyValue | null = ({ available }) => available.value,
): UnplacedProblem[] {
  return occurrences.flatMap((occurrence) =>
    findingsIn(occurrence, contextsAt(occurrence.path), wantedAt(occurrence)).map((finding) =>
      inExpression(document, occurrence, finding),
    ),
  );
}

function findingsIn(
  occurrence: Occurrence,
  contexts: ContextTypes,
  wantedAlone: KeyValue | null,
): ExpressionFinding[] {
  const { parsed, expression, available, sole } = occurrence;
  // Of a context that does not exist here another rule speaks.
  const known: ContextTypes = (name) => (available.contexts.has(name) ? contexts(name) : ANY);
  const { type, findings } = checkExpression(parsed, expression, known);
  const found = [...findings];
  const node = parsed.nodes.at(-1);
  if (available.condition) {
    if (sole && findings.length === 0) found.push(...constantConditions(parsed.nodes, expression));
  } else if (node !== undefined) {
    const report = (finding: ExpressionFinding): void => void found.push(finding);
    if (occurrence.padded && wantedAlone !== null && checkPadding(occurrence, wantedAlone, report))
      return found;
    const wanted = sole ? wantedAlone : 'text';
    if (wanted !== null) checkKeyValue({ key: keyOf(occurrence), wanted, type, node, report });
  }
  return found;
}

/** White space around an expression makes a text of what must be none. Whether it is reported. */
function checkPadding(
  occurrence: Occurrence,
  wanted: KeyValue,
  report: (finding: ExpressionFinding) => void,
): boolean {
  if (wanted === 'text' || wanted === 'label' || wanted === 'labels') return false;
  const key = keyOf(occurrence);
  // A number, true or false in a text is read here.
  const severity = wanted === 'object' || wanted === 'list' ? 'error' : 'warning';
  const message = (): string =>
    `\`${key}\` takes ${typeWords({ kind: wanted })}, and white space around \`\${{ }}\` makes it a text; \`|-\` and \`>-\` leave the line end out.`;
  report({ severity, rule: 'value-type', start: 0, end: occurrence.expression.length, message });
  return true;
}

function keyOf({ path }: Occurrence): string {
  return String(path.at(-1) ?? '');
}

/** A finding at its place in the file, looked up when it is told. */
export function inExpression(
  document: SourceDocument,
  occurrence: Occurrence,
  finding: ExpressionFinding,
): UnplacedProblem {
  const { severity, rule, message, correction } = finding;
  const { path } = occurrence;
  const at = (text: string): UnplacedProblem =>
    inOccurrence(document, occurrence, finding, {
      severity,
      rule,
      message: text,
      correction: correction?.(),
    });
  return { severity, rule, path, place: () => at(message()).place(), edit: () => at('').edit?.() ?? null };
}
