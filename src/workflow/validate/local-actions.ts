import type { ActionLookup, Callees } from '../callees/index.ts';
import { localActionFolder } from '../project/index.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import { findingOfCallee, unreadableFinding } from './callee-findings.ts';
import { mayBeMadeBy } from './made-by-steps.ts';
import { error, warning, type Rule, type RuleInput } from './rule.ts';

/** The deepest nesting of composite actions (GitHub docs, "Reusing workflow configurations"): a file and ten below it. */
const LONGEST_CHAIN = { files: 11, words: 'Composite actions may be nested 10 levels deep' };

/** `uses: ./folder` of a workflow: the action must be there, and be able to run. */
export const localActions: Rule = (input) => problemsOf(input, error);

/** As localActions, of an action: where it is used from another repository, its `./folder` is a folder of that one. */
export const localActionsOfAction: Rule = (input) => problemsOf(input, warning);

function problemsOf(
  { document, jobs, callees }: RuleInput,
  missing: typeof error | typeof warning,
): UnplacedProblem[] {
  if (callees === null) return [];
  return jobs.flatMap(({ steps }) =>
    steps.flatMap(({ path, step }, index) => {
      const folder = typeof step['uses'] === 'string' ? localActionFolder(step['uses']) : null;
      if (folder === null) return [];
      const lookup = callees.action(folder);
      const before = steps.slice(0, index).map((node) => node.step);
      const finding =
        lookup.kind === 'missing'
          ? mayBeMadeBy(before, folder)
            ? null
            : missing('missing-action', missingText(folder, lookup.near))
          : findingOf(lookup, callees);
      return finding === null ? [] : [document.atValue([...path, 'uses'], finding)];
    }),
  );
}

function findingOf(lookup: Exclude<ActionLookup, { kind: 'missing' }>, callees: Callees): Finding | null {
  if (lookup.kind === 'dockerfile') return null;
  if (lookup.kind !== 'found') return unreadableFinding(lookup);
  return findingOfCallee(lookup, callees.place.path, callees.graph('action'), LONGEST_CHAIN);
}

function missingText(folder: string, near: string | null): string {
  const where = folder === '' ? 'the root of the repository' : `\`${folder}\``;
  const hint = near === null ? 'paths count from the root of the repository.' : `did you mean \`./${near}\`?`;
  return `There is no action in ${where}, which has neither \`action.yml\`, \`action.yaml\` nor \`Dockerfile\`; ${hint}`;
}
