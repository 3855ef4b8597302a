import type { Edit } from '../source/source-text.ts';

/**
 * A file's text with edits made; all else stays as it is, to the byte. Where two overlap, the first of the text is
 * made and the other left out.
 * @param source as it was parsed, with a byte order mark where it has one
 */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const mark = source.startsWith('\uFEFF') ? 1 : 0;
  const parts: string[] = [];
  let end = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    const start = edit.start + mark;
    if (start < end) continue;
    parts.push(source.slice(end, start), edit.replacement);
    end = edit.end + mark;
  }
  return parts.join('') + source.slice(end);
}
