import { GitError } from '../git-error.ts';
import type { Mirror } from './mirror.ts';

/** The most bytes of a file that are read as text. */
const MAX_FILE_BYTES = 1024 * 1024;

/** A file's text, or why it is none, in a sentence. */
export type TextBlob =
  | { readonly text: string }
  | {
      readonly problem: string;
      /** Of one that is too large: how many it has. */
      readonly size?: number;
      /** Of one that is not UTF-8. */
      readonly bytes?: Uint8Array;
    };

/**
 * Reads a file of a commit as text.
 * @param path for the message
 * @throws GitError if the mirror does not have the file, although it should
 */
export async function readTextBlob(
  mirror: Mirror,
  { sha, path, id }: { readonly sha: string; readonly path: string; readonly id: string },
  signal: AbortSignal,
): Promise<TextBlob> {
  const blob = await mirror.read(id, { maxBytes: MAX_FILE_BYTES, signal });
  if (blob === null) {
    mirror.distrust(sha);
    throw new GitError(`The mirror does not have ${path}.`, { retryable: true });
  }
  if (blob.content === null) {
    const { size } = blob;
    return { problem: `it has ${size} bytes; at most ${MAX_FILE_BYTES} are read.`, size };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(blob.content) };
  } catch {
    return { problem: 'it is not UTF-8 text.', bytes: blob.content };
  }
}
