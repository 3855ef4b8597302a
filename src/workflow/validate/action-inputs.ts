import { isJsonObject, type JsonObject } from '../../events/json.ts';
import type { ActionDeclaration } from '../callees/index.ts';
import { hasExpression } from '../expressions/index.ts';
import { nearMiss } from '../near-miss.ts';
import { localActionFolder } from '../project/index.ts';
import type { Path, SourceDocument } from '../source/document.ts';
import type { UnplacedProblem } from '../source/source-text.ts';
import { quotedList } from '../structure/words.ts';
import { warning, type Rule } from './rule.ts';

/** The most inputs that a message lists. */
const MAX_LISTED = 12;

/** What every action in a container takes without declaring it. */
const OF_CONTAINERS = ['args', 'entrypoint'];

/**
 * `with` of a step that uses a local action, against the inputs that the action declares. GitHub runs the step
 * whatever is wrong with them, so that all of it are warnings.
 */
export const actionInputs: Rule = ({ document, jobs, callees }) => {
  if (callees === null) return [];
  return jobs
    .flatMap(({ steps }) => steps)
    .flatMap(({ path, step }) => {
      const { uses } = step;
      const folder = typeof uses === 'string' ? localActionFolder(uses) : null;
      const lookup = folder === null ? null : callees.action(folder);
      if (typeof uses !== 'string' || lookup?.kind !== 'found') return [];
      const given = step['with'] ?? {};
      // An expression, or something that the schema says is wrong.
      if (!isJsonObject(given) || Object.keys(given).some(hasExpression)) return [];
      return [
        ...givenProblems(document, [...path, 'with'], given, lookup.declaration, uses),
        ...missingProblems(document, path, given, lookup.declaration, uses),
      ];
    });
};

function givenProblems(
  document: SourceDocument,
  path: Path,
  given: JsonObject,
  { inputs, using }: ActionDeclaration,
  action: string,
): UnplacedProblem[] {
  const declared = new Map(inputs.map((input) => [input.name.toLowerCase(), input]));
  return Object.keys(given).flatMap((name) => {
    const input = declared.get(name.toLowerCase());
    if (input === undefined) {
      if (using === 'docker' && OF_CONTAINERS.includes(name.toLowerCase())) return [];
      const message = `\`${name}\` is not an input of \`${action}\`${hintFor(
        name,
        inputs.map((known) => known.name),
      )}`;
      return [document.atKey([...path, name], warning('unknown-input', message))];
    }
    if (input.deprecation === null) return [];
    const message = `The input \`${name}\` of \`${action}\` is deprecated: ${sentence(input.deprecation)}`;
    return [document.atKey([...path, name], warning('deprecated-input', message))];
  });
}

function missingProblems(
  document: SourceDocument,
  path: Path,
  given: JsonObject,
  { inputs }: ActionDeclaration,
  action: string,
): UnplacedProblem[] {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const missing = inputs.filter(
    ({ name, required, hasDefault }) => required && !hasDefault && !names.has(name.toLowerCase()),
  );
  if (missing.length === 0) return [];
  const listed = quotedList(missing.map(({ name }) => name));
  const message = `\`${action}\` requires ${listed}, which \`with\` does not give; the step runs all the same, with an empty text.`;
  return [document.atValue([...path, 'uses'], warning('missing-input', message))];
}

/** How a sentence about an unknown name ends: with what was meant, or with what there is. */
export function hintFor(name: string, known: readonly string[]): string {
  const near = nearMiss(name, known);
  if (near !== null) return `; did you mean \`${near}\`?`;
  if (known.length === 0) return ', which has none.';
  return known.length > MAX_LISTED ? '.' : `; there are ${quotedList(known)}.`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
