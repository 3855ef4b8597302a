import type { Callees } from '../callees/index.ts';
import { correctionOf } from '../near-miss.ts';
import { localActionFolder } from '../project/index.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import { MAX_PROBLEMS } from '../structure/index.ts';
import { isActionName } from './action-name.ts';
import { bringsFiles } from './brings-files.ts';
import { findingOfCallee, remembering, unreadableFinding } from './callee-findings.ts';
import { quoted } from '../quoted.ts';
import { error, everyStep, warning, type Rule, type RuleInput } from './rule.ts';

/** How deep composite actions may be nested (GitHub docs, "Reusing workflow configurations"). */
const MAX_DEPTH = 10;

const MISSING = 'missing-action';

/** `uses: ./folder` of a workflow: the action must be there, and be able to run. */
export const localActions: Rule = (input) =>
  problemsOf(input, { missing: error, longestChain: MAX_DEPTH + 1 });

/** As localActions, of an action: where it is used from another repository, its `./folder` is a folder of that one. */
export const localActionsOfAction: Rule = (input) =>
  problemsOf(input, { missing: warning, longestChain: MAX_DEPTH });

/** What depends on the kind of the file that uses actions. */
interface UserKind {
  /** What an action that is not there is. */
  readonly missing: typeof error | typeof warning;
  /** The most files of a chain, this one included. */
  readonly longestChain: number;
}

function problemsOf({ document, jobs, callees }: RuleInput, kind: UserKind): UnplacedProblem[] {
  const problems: UnplacedProblem[] = [];
  if (callees === null) return problems;
  const findings = remembering((uses) => findingOf(uses, callees, kind));
  for (const job of jobs) {
    let mayBeMade = false;
    for (const { path, step } of everyStep(job)) {
      const { uses } = step;
      const folder = typeof uses === 'string' ? localActionFolder(uses) : null;
      if (typeof uses === 'string' && folder !== null) {
        const finding = findings(uses);
        // `$/` is read at the commit, whatever was made in the workspace.
        const isMade = finding?.rule === MISSING && uses.startsWith('./') && mayBeMade;
        if (finding !== null && !isMade) problems.push(document.atValue([...path, 'uses'], finding));
        if (problems.length >= MAX_PROBLEMS) return problems;
      }
      mayBeMade ||= bringsFiles(step);
    }
  }
  return problems;
}

function findingOf(uses: string, callees: Callees, { missing, longestChain }: UserKind): Finding | null {
  const folder = localActionFolder(uses);
  const lookup = folder === null ? null : callees.action(folder);
  if (folder === null || lookup === null || lookup.kind === 'dockerfile') return null;
  // A version behind a folder, and a name that is none, are mistakes of their own.
  if (lookup.kind === 'missing' && (uses.includes('@') || !isActionName(uses))) return null;
  if (lookup.kind === 'missing') {
    const near = lookup.near === null ? null : `./${lookup.near}`;
    return missing(MISSING, missingText(folder, near), correctionOf(uses, near));
  }
  if (lookup.kind !== 'found') return unreadableFinding(lookup);
  const longest = { files: longestChain, words: `Composite actions may be nested ${MAX_DEPTH} levels deep` };
  const finding = findingOfCallee(lookup, callees.place.path, callees.graph('action'), longest);
  if (finding !== null || !lookup.declaration.hasPre) return finding;
  const message =
    'GitHub does not run the `pre` of an action that is used by its path; do that work in a step of its own.';
  return warning('pre-not-run', message);
}

function missingText(folder: string, near: string | null): string {
  const where = folder === '' ? 'the root of the repository' : quoted(folder);
  const hint =
    near === null ? 'paths count from the root of the repository.' : `did you mean ${quoted(near)}?`;
  const missing = `There is no action in ${where}, which has neither \`action.yml\`, \`action.yaml\` nor \`Dockerfile\``;
  return folder === '' ? `${missing}.` : `${missing}; ${hint}`;
}
