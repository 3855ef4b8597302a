/** A text within a pattern of `LIKE ... ESCAPE '\\'`, where it stands for itself. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
