/** GitHub docs, "Skipping workflow runs": anywhere in the head commit's message. */
const MARKS = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]/i;
/** The trailer counts only as the last line, with an empty line somewhere before it. */
const TRAILER = /\n[ \t\r]*\n(?:[^\n]+\n)*skip-checks:[ \t]*true[ \t\r\n]*$/i;

/** Whether a commit message asks that no workflow runs. Applies to push and pull request events; the caller knows. */
export function asksToSkip(message: string): boolean {
  return MARKS.test(message) || TRAILER.test(message);
}
