import { parseCommit } from '../mirror/commit.ts';
import type { GitObject } from '../process/object-reader.ts';

/** Reads an object by name; see ObjectReader. */
export type ReadObject = (
  name: string,
  options: { readonly maxBytes: number; readonly signal: AbortSignal },
) => Promise<GitObject | null>;

const MAX_COMMIT_BYTES = 16 * 1024 * 1024;

/**
 * The commits at which a history of `depth` commits ends: those in the last generation that have parents.
 * Written to `.git/shallow` they hide what lies before, as `git fetch --depth` does.
 */
export async function shallowBoundary(
  read: ReadObject,
  commit: string,
  depth: number,
  signal: AbortSignal,
): Promise<string[]> {
  const seen = new Set([commit]);
  let generation = [commit];
  for (let level = 1; generation.length > 0; level += 1) {
    const parentsOf = await Promise.all(generation.map((id) => parents(read, id, signal)));
    if (level === depth) return generation.filter((_id, index) => (parentsOf[index]?.length ?? 0) > 0).sort();
    generation = [];
    for (const id of parentsOf.flat()) {
      if (seen.has(id)) continue;
      seen.add(id);
      generation.push(id);
    }
  }
  return [];
}

async function parents(read: ReadObject, id: string, signal: AbortSignal): Promise<readonly string[]> {
  const object = await read(id, { maxBytes: MAX_COMMIT_BYTES, signal });
  return object?.content == null ? [] : parseCommit(id, object.content).parents;
}
