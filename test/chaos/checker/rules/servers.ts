import type { History, ServerView } from '../history.ts';
import type { Violation } from '../violation.ts';

const RULE = 'all servers show the same';

/** Runs, jobs and steps with their conclusions, log files byte for byte, and what run.json says of runs. */
export function checkServers({ servers }: History): Violation[] {
  const [first, ...others] = servers;
  if (first === undefined) return [];
  return others.flatMap((other) => [
    ...compareRuns(first, other),
    ...compareFiles(first, other, 'logs'),
    ...compareFiles(first, other, 'records'),
  ]);
}

function compareRuns(one: ServerView, other: ServerView): Violation[] {
  const violations: Violation[] = [];
  const theirs = new Map(other.runs.map((run) => [run.id, JSON.stringify(run)]));
  for (const run of one.runs) {
    const text = JSON.stringify(run);
    const their = theirs.get(run.id);
    theirs.delete(run.id);
    if (text === their) continue;
    const shown = their === undefined ? 'does not show it' : `shows ${their}`;
    violations.push({
      rule: RULE,
      message: `${one.name} shows ${text}; ${other.name} ${shown}.`,
      run: run.id,
    });
  }
  for (const [run] of theirs)
    violations.push({ rule: RULE, message: `${other.name} shows the run, ${one.name} does not.`, run });
  return violations;
}

function compareFiles(one: ServerView, other: ServerView, kind: 'logs' | 'records'): Violation[] {
  const paths = new Set([...one[kind].keys(), ...other[kind].keys()]);
  return [...paths].flatMap((path) => {
    const [ours, theirs] = [one[kind].get(path), other[kind].get(path)];
    if (ours === theirs) return [];
    if (kind === 'records' && ofTheRun(ours) === ofTheRun(theirs)) return [];
    const sizes = `${ours?.length ?? 'no'} and ${theirs?.length ?? 'no'} characters`;
    return [{ rule: RULE, message: `${path} differs between ${one.name} and ${other.name}: ${sizes}.` }];
  });
}

/** A run.json without what it says of workflow and repository, which may have changed when it was written again. */
function ofTheRun(record: string | undefined): string | undefined {
  if (record === undefined) return undefined;
  const {
    workflow: _workflow,
    repository: _repository,
    ...own
  } = JSON.parse(record) as {
    readonly [name: string]: unknown;
  };
  return JSON.stringify(own);
}
