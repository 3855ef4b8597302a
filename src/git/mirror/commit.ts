import { GitError } from '../git-error.ts';
import type { Mirror } from './mirror.ts';

/** What a commit says of itself. */
export interface CommitDescription {
  /** The commit's own id, also where an annotated tag's id was asked for. */
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** Without the line feed at its end. */
  readonly message: string;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly committerName: string;
  readonly committerEmail: string;
  /** When it was committed: RFC 3339 with the committer's offset. */
  readonly timestamp: string;
}

const MAX_COMMIT_BYTES = 16 * 1024 * 1024;

/** Reads a commit, following annotated tags. @throws GitError if it is not in the mirror */
export async function describeCommit(
  mirror: Mirror,
  sha: string,
  signal: AbortSignal,
): Promise<CommitDescription> {
  const object = await mirror.read(`${sha}^{commit}`, { maxBytes: MAX_COMMIT_BYTES, signal });
  if (object === null) throw new GitError(`The mirror does not have the commit ${sha}.`, { retryable: true });
  if (object.content === null)
    throw new GitError(`The commit ${sha} is too large to be read (${object.size} bytes).`);
  return parseCommit(object.id, object.content);
}

/** Takes a commit object apart: headers, an empty line, the message. Never throws: what is absent is empty. */
export function parseCommit(sha: string, content: Buffer): CommitDescription {
  const end = content.indexOf('\n\n');
  const headers = (end === -1 ? content : content.subarray(0, end)).toString('utf8').split('\n');
  const body = end === -1 ? Buffer.alloc(0) : content.subarray(end + 2);
  // Lines of a signature begin with a space, so none can be taken for a header.
  const values = (name: string): string[] =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const author = parsePerson(values('author')[0] ?? '');
  const committer = parsePerson(values('committer')[0] ?? '');
  return {
    sha,
    tree: values('tree')[0] ?? '',
    parents: values('parent'),
    message: decode(body, values('encoding')[0]).replace(/\n+$/, ''),
    authorName: author.name,
    authorEmail: author.email,
    committerName: committer.name,
    committerEmail: committer.email,
    timestamp: committer.timestamp,
  };
}

function decode(body: Buffer, encoding: string | undefined): string {
  if (encoding === undefined) return body.toString('utf8');
  try {
    return new TextDecoder(encoding).decode(body);
  } catch {
    return body.toString('utf8');
  }
}

/** `Name <email> 1700000000 +0100`. */
function parsePerson(text: string): { name: string; email: string; timestamp: string } {
  const match = /^(.*?) ?<([^>]*)> (-?\d+) ([+-])(\d\d)(\d\d)$/.exec(text);
  if (match === null) return { name: text, email: '', timestamp: new Date(0).toISOString() };
  const [, name = '', email = '', seconds = '0', sign = '+', hours = '00', minutes = '00'] = match;
  return { name, email, timestamp: timestampOf(Number(seconds), sign, hours, minutes) };
}

/** RFC 3339, section 5.6, with the offset kept. Seconds that no date can hold give 1970. */
function timestampOf(seconds: number, sign: string, hours: string, minutes: string): string {
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const local = new Date((seconds + offsetMinutes * 60) * 1000);
  const year = Number.isNaN(local.getTime()) ? -1 : local.getUTCFullYear();
  if (year < 0 || year > 9999 || Number(hours) > 23 || Number(minutes) > 59) return new Date(0).toISOString();
  const offset = offsetMinutes === 0 ? 'Z' : `${sign}${hours}:${minutes}`;
  return local.toISOString().replace(/\.\d{3}Z$/, offset);
}
