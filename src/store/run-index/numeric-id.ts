import { createHash } from 'node:crypto';

/**
 * The integer that stands for a name in GitHub's API (workflow, repository, user): the first 48 bits of its
 * SHA-256, the same on every server and below 2^53. 0 is never given.
 */
export function numericId(name: string): number {
  return createHash('sha256').update(name).digest().readUIntBE(0, 6) || 1;
}

/** A workflow's id. */
export function workflowId(repository: string, path: string): number {
  return numericId(`${repository}/${path}`);
}
