import type { Json, Leg, WorkflowDefinition } from '../../events/index.ts';
import { CallError, ExpressionError } from '../../workflow/index.ts';
import { bytesBeyond, tooLarge, TooLargeError } from './size.ts';

/** How deep a matrix may nest: as deep as an expression. */
const DEEPEST = 50;
/** The most bytes of a definition as JSON: grants and reruns carry it together with the payload. */
const MOST_DEFINITION_BYTES = 8 * 1024 * 1024;
/** The most bytes of all combinations of one matrix as JSON: each of them is stored with its leg. */
const MOST_MATRIX_BYTES = 8 * 1024 * 1024;

/**
 * What people are told of terms that cannot be evaluated. Whatever is thrown ends that job or run and nothing
 * else: an owner decides for many repositories, and none of them may stop it.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof ExpressionError || error instanceof CallError || error instanceof TooLargeError)
    return error.message;
  return `It cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`;
}

/**
 * Why a definition cannot be written into an event, in a sentence; null: it can. A decision that the log does not
 * take would be taken again and again, and keep all repositories of its partition waiting.
 */
export function sizeProblem(definition: WorkflowDefinition): string | null {
  const bytes = bytesBeyond(definition, MOST_DEFINITION_BYTES);
  if (bytes === null) return null;
  const what = 'With its aliases replaced and the files that it calls the workflow has';
  return `${tooLarge(what, bytes, MOST_DEFINITION_BYTES)} Divide it into several workflows.`;
}

/** Refuses legs whose matrix could not be written into events. @throws TooLargeError, Error with a sentence */
export function checkMatrix(legs: readonly Leg[]): void {
  const matrices = legs.map(({ matrix }) => matrix);
  if (isDeeper(matrices, DEEPEST + 1)) throw new Error(`its matrix nests deeper than ${DEEPEST} levels.`);
  const bytes = bytesBeyond(matrices, MOST_MATRIX_BYTES);
  if (bytes === null) return;
  const what = `Together the values of the ${legs.length} jobs of its matrix have`;
  throw new TooLargeError(tooLarge(what, bytes, MOST_MATRIX_BYTES));
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item: Json) => isDeeper(item, levels - 1));
}
