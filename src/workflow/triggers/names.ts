/** `refs/heads/main` -> `main`, `refs/pull/1/merge` -> `1/merge`; other refs as they are. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags|pull)\//, '');
}

/** Whether a full ref is a tag's. */
export function isTag(ref: string): boolean {
  return ref.startsWith('refs/tags/');
}
