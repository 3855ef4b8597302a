import type { Json } from '../../events/index.ts';
import { CallError, ExpressionError } from '../../workflow/index.ts';

/** How deep a matrix may nest: as deep as an expression. */
const DEEPEST = 50;

/**
 * What people are told of terms that cannot be evaluated. Whatever is thrown ends that job or run and nothing
 * else: an owner decides for many repositories, and none of them may stop it.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof ExpressionError || error instanceof CallError) return error.message;
  return `It cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`;
}

/** Refuses a matrix that could not be written into an event. @throws Error with a sentence */
export function checkDepth(matrix: Json): void {
  if (isDeeper(matrix, DEEPEST)) throw new Error(`its matrix nests deeper than ${DEEPEST} levels.`);
}

function isDeeper(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item: Json) => isDeeper(item, levels - 1));
}
