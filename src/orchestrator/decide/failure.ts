import type { Json, WorkflowDefinition } from '../../events/index.ts';
import { CallError, ExpressionError } from '../../workflow/index.ts';

/** How deep a matrix may nest: as deep as an expression. */
const DEEPEST = 50;
/** The most characters of a definition as JSON: as UTF-8 at most three times as many bytes, below what the log takes. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/**
 * What people are told of terms that cannot be evaluated. Whatever is thrown ends that job or run and nothing
 * else: an owner decides for many repositories, and none of them may stop it.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof ExpressionError || error instanceof CallError) return error.message;
  return `It cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`;
}

/**
 * Why a definition cannot be written into an event, in a sentence; null: it can. A decision that the log does not
 * take would be taken again and again, and keep all repositories of its partition waiting.
 */
export function sizeProblem(definition: WorkflowDefinition): string | null {
  if (charactersWithin(definition, MOST_CHARACTERS) !== null) return null;
  return `With its aliases replaced and the files that it calls the workflow has more than ${MOST_CHARACTERS} characters. Divide it into several workflows.`;
}

/** How many characters a value has as JSON, roughly; null where they are more than `most`. */
function charactersWithin(value: unknown, most: number): number | null {
  if (typeof value === 'string') {
    const characters = value.length > most ? value.length : JSON.stringify(value).length;
    return characters > most ? null : characters;
  }
  if (typeof value !== 'object' || value === null) return 1;
  let sum = 2;
  for (const [name, item] of Object.entries(value)) {
    const characters = charactersWithin(item, most - sum - name.length);
    if (characters === null) return null;
    sum += characters + name.length + 4;
  }
  return sum;
}

/** Refuses a matrix that could not be written into an event. @throws Error with a sentence */
export function checkDepth(matrix: Json): void {
  if (isDeeper(matrix, DEEPEST)) throw new Error(`its matrix nests deeper than ${DEEPEST} levels.`);
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item: Json) => isDeeper(item, levels - 1));
}
