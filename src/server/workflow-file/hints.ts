import type { Problem } from '../../events/index.ts';
import { inspectFile } from '../../workflow/index.ts';
import type { HintedProblem } from '../shapes/index.ts';

/**
 * Mistakes with what to do about each: the word to write where there is one answer, else what the page of its rule
 * says.
 * @param source the file's text
 */
export async function withHints(
  errors: readonly Problem[],
  source: string,
  path: string,
): Promise<readonly HintedProblem[]> {
  if (errors.length === 0) return [];
  // Loaded when it is needed: the pages are long texts.
  const { RULE_PAGES } = await import('../../workflow/rules/index.ts');
  const answers = new Map(
    inspectFile(source, path).fixes.map(({ problem, edit }) => [placeOf(problem), edit.replacement]),
  );
  return errors.map((error) => {
    const answer = answers.get(placeOf(error));
    const hint = answer === undefined ? RULE_PAGES.get(error.rule)?.why : `Write \`${answer}\`.`;
    return hint === undefined ? error : { ...error, hint };
  });
}

/** What tells one mistake of a run's files from the others. */
function placeOf({ file, line, column, rule, message }: Problem): string {
  return JSON.stringify([file, line, column, rule, message]);
}
