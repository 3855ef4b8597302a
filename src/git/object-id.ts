const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a text is a full object id, SHA-1 (40 hex digits) or SHA-256 (64), in lower case. */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}

/** Whether an object id is all zeros, git's way to say "none". */
export function isZeroId(text: string): boolean {
  return /^0+$/.test(text);
}
