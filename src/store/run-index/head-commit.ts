import { isJsonObject, type Json, type JsonObject } from '../../events/index.ts';
import type { CommitPerson, HeadCommit } from './records.ts';

/** The most characters kept of what a payload says. */
const MOST_CHARACTERS = 250;

/**
 * What a payload says of the commit of a run (GitHub docs, "Webhook events and payloads", `push`, `head_commit`).
 * @returns null where it speaks of no commit, or of another one
 */
export function headCommitOf(payload: JsonObject | undefined, sha: string): HeadCommit | null {
  const commit = payload?.['head_commit'];
  if (!isObject(commit) || commit['id'] !== sha) return null;
  const time = Date.parse(textOf(commit['timestamp']));
  return {
    tree: textOf(commit['tree_id']),
    time: Number.isNaN(time) ? null : time,
    author: personOf(commit['author']),
    committer: personOf(commit['committer']),
  };
}

function personOf(value: Json | undefined): CommitPerson | null {
  return isObject(value) ? { name: textOf(value['name']), email: textOf(value['email']) } : null;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.slice(0, MOST_CHARACTERS) : '';
}

function isObject(value: Json | undefined): value is JsonObject {
  return isJsonObject(value);
}
