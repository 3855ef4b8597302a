import type { History } from '../history.ts';
import type { Attempt, Judged, Run } from '../judge.ts';
import type { Violation } from '../violation.ts';

const ONE = 'every run has exactly one conclusion';
const RIGHT = 'a conclusion follows from the jobs';

/**
 * A run is concluded once, by one owner, after all of its attempts have ended, as its jobs say; servers show that
 * conclusion.
 */
export function checkRuns(history: History, judged: Judged): Violation[] {
  return [...judged.runs.values()].flatMap((run) => [
    ...checkConclusion(run),
    ...checkServers(history, run),
    ...checkUndisturbed(history, run),
  ]);
}

function checkConclusion(run: Run): Violation[] {
  const violations: Violation[] = [];
  const found = (rule: string, message: string): void => void violations.push({ rule, message, run: run.id });
  const conclusions = new Set(
    run.completions.map(({ fields }) => `${fields.conclusion} by owner ${fields.owner}`),
  );
  if (run.stillborn) {
    if (conclusions.size > 0) found(ONE, 'A workflow that was rejected has a conclusion of its own, too.');
    return violations;
  }
  const [completion] = run.completions;
  if (completion === undefined) {
    found(ONE, 'The run has no conclusion.');
    return violations;
  }
  if (conclusions.size > 1) found(ONE, `The run has several conclusions: ${[...conclusions].join(', ')}.`);
  for (const attempt of run.attempts) {
    if (attempt.end === null || attempt.end.event.offset > completion.offset)
      found(ONE, `The run was concluded while ${nameOf(attempt)} had not ended.`);
  }
  const expected = expectedConclusion(run);
  if (expected !== completion.fields.conclusion)
    found(RIGHT, `The run is ${completion.fields.conclusion}; its jobs say ${expected}.`);
  return violations;
}

/** Of the newest attempt of every leg: one failure fails the run. */
function expectedConclusion(run: Run): string {
  const newest = new Map<string, Attempt>();
  for (const attempt of run.attempts) newest.set(nameOf(attempt), attempt);
  const conclusions = [...newest.values()].map(({ end }) => end?.conclusion);
  if (conclusions.includes('failure') || conclusions.includes('timed_out')) return 'failure';
  return conclusions.includes('cancelled') ? 'cancelled' : 'success';
}

function checkServers({ servers }: History, run: Run): Violation[] {
  const conclusion = run.stillborn ? 'failure' : (run.completions[0]?.fields.conclusion ?? null);
  return servers.flatMap(({ name, runs, records }) => {
    const shown = runs.find(({ id }) => id === run.id);
    const kept = keptConclusion(records.get(`${run.repository}/${run.number}/run.json`));
    if (kept !== conclusion)
      return [
        {
          rule: ONE,
          message: `The run is ${conclusion} on the log; run.json of ${name} says ${kept}.`,
          run: run.id,
        },
      ];
    if (shown?.status === 'completed' && shown.conclusion === conclusion) return [];
    const state = shown === undefined ? 'does not show it' : `shows ${shown.status}, ${shown.conclusion}`;
    return [{ rule: ONE, message: `The run is ${conclusion} on the log; ${name} ${state}.`, run: run.id }];
  });
}

/** What a run.json says, in any case something that can be printed. */
function keptConclusion(text: string | undefined): string {
  if (text === undefined) return 'nothing: it is not there';
  const { run } = JSON.parse(text) as { readonly run?: { readonly conclusion?: unknown } };
  return String(run?.conclusion);
}

/** Without faults everything succeeds. */
function checkUndisturbed({ deliveries }: History, run: Run): Violation[] {
  const delivery = deliveries.find(({ id }) => id === run.delivery);
  const conclusion = run.completions[0]?.fields.conclusion;
  if (delivery?.undisturbed !== true || run.stillborn || conclusion === 'success') return [];
  return [{ rule: RIGHT, message: `Nothing disturbed the run, and it is ${conclusion}.`, run: run.id }];
}

function nameOf({ key, leg }: Attempt): string {
  return `${key}[${leg}]`;
}
