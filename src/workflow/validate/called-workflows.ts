import type { Callees } from '../callees/index.ts';
import { correctionOf } from '../near-miss.ts';
import { calledWorkflowPath } from '../project/index.ts';
import type { Finding, UnplacedProblem } from '../source/source-text.ts';
import { findingOfCallee, remembering, unreadableFinding } from './callee-findings.ts';
import { quoted } from '../quoted.ts';
import { error, type Rule } from './rule.ts';

/** How far calls may be nested (GitHub docs, "Nesting reusable workflows"): the first file and nine below it. */
const LONGEST_CHAIN = { files: 10, words: 'A chain of calls may have 10 workflows, the first one included' };

/** How many workflows one may call, those counted that they call (GitHub docs, "Limitations of reusable workflows"). */
const MAX_CALLED = 50;

/** `uses: ./.runbook/x.yml` of a job: the workflow must be there, be callable, and be able to run. */
export const calledWorkflows: Rule = ({ document, jobs, callees }) => {
  if (callees === null) return [];
  const problems: UnplacedProblem[] = [];
  const direct = new Set<string>();
  const findings = remembering((called) => findingOf(called, callees));
  for (const { path, job } of jobs) {
    const called = typeof job['uses'] === 'string' ? calledWorkflowPath(job['uses']) : null;
    if (called === null) continue;
    direct.add(called);
    const finding = findings(called);
    if (finding !== null) problems.push(document.atValue([...path, 'uses'], finding));
  }
  const count = callees.graph('workflow').reachedFrom(direct).size;
  if (count > MAX_CALLED) {
    const message = `A workflow may call ${MAX_CALLED} workflows, directly or through others; this one calls ${count}.`;
    problems.push(document.atKey(['jobs'], error('too-many-workflows', message)));
  }
  return problems;
};

function findingOf(called: string, callees: Callees): Finding | null {
  const lookup = callees.workflow(called);
  if (lookup.kind === 'missing') {
    const near = lookup.near === null ? null : `./${lookup.near}`;
    const hint =
      near === null ? 'paths count from the root of the repository.' : `did you mean ${quoted(near)}?`;
    const message = `There is no workflow ${quoted(called)}; ${hint}`;
    return error('missing-workflow', message, correctionOf(`./${called}`, near));
  }
  if (lookup.kind !== 'found') return unreadableFinding(lookup);
  const finding = findingOfCallee(lookup, callees.place.path, callees.graph('workflow'), LONGEST_CHAIN);
  if (finding !== null) return finding;
  if (lookup.declaration !== null) return null;
  const message = `${quoted(called)} cannot be called, as it does not listen to \`workflow_call\`; add that to its \`on\`.`;
  return error('not-callable', message);
}
