/** Names of git itself, as they come from outside: object ids and refs. */

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a text is a full object id, SHA-1 (40 hex digits) or SHA-256 (64), in lower case. */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}

/** Whether an object id is all zeros, git's way to say "none". */
export function isZeroId(text: string): boolean {
  return /^0+$/.test(text);
}

/**
 * Whether a text is a full ref name below `refs/` that `git check-ref-format` accepts (git-check-ref-format(1),
 * rules 1-10), so that it is safe as a path below `.git` and in a refspec. At most 1,000 characters.
 */
export function isRefName(text: string): boolean {
  if (!text.startsWith('refs/') || text.length > 1_000) return false;
  if (text.includes('..') || text.includes('@{') || text.endsWith('.') || text.endsWith('/')) return false;
  for (const character of text) {
    if (character <= ' ' || character === '\u007f' || '~^:?*[\\'.includes(character)) return false;
  }
  const parts = text.split('/');
  return (
    parts.length >= 3 &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
  );
}

/** The branch that a full ref names; null for other refs. */
export function branchOf(ref: string): string | null {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}
