import type { History } from '../history.ts';
import { type Attempt, type Judged, legsOf, nameOf, type Run } from '../judge.ts';
import { neededBy, placeOf } from '../definition.ts';
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
    ...checkCalls(run),
    ...checkSkipped(run),
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
  const expected = conclusionOf(newestOf(run));
  if (expected !== completion.fields.conclusion)
    found(RIGHT, `The run is ${completion.fields.conclusion}; its jobs say ${expected}.`);
  return violations;
}

/** A call is concluded after the jobs that are nested in it, as they say. */
function checkCalls(run: Run): Violation[] {
  const newest = newestOf(run);
  return newest.flatMap((call): Violation[] => {
    const { end, prefix } = call;
    if (end?.how !== 'over') return [];
    const nested = newest.filter(({ key }) => placeOf(key).prefix === prefix);
    const open = nested.filter((one) => one.end === null || one.end.event.offset > end.event.offset);
    const found = open.map((one) => ({
      rule: ONE,
      message: `The call ${nameOf(call)} was concluded while ${nameOf(one)} had not ended.`,
      run: run.id,
    }));
    const expected = conclusionOf(nested);
    if (expected === end.conclusion) return found;
    const message = `The call ${nameOf(call)} is ${end.conclusion}; its jobs say ${expected}.`;
    return [...found, { rule: RIGHT, message, run: run.id }];
  });
}

/** A job is skipped only where something that it needs did not succeed: no workflow of the campaign has another reason. */
function checkSkipped(run: Run): Violation[] {
  const newest = newestOf(run);
  return newest.flatMap(({ key, leg, end }): Violation[] => {
    if (end?.how !== 'skipped') return [];
    const needs = neededBy(run.definition, key);
    const isMissed = (need: Attempt): boolean =>
      need.end !== null && need.end.event.offset < end.event.offset && need.end.conclusion !== 'success';
    if (newest.some((need) => needs.includes(need.key) && isMissed(need))) return [];
    const message = `${key}[${leg}] was skipped; nothing that it needs had ended otherwise than successfully.`;
    return [{ rule: RIGHT, message, run: run.id }];
  });
}

/** The last try of every leg. */
function newestOf(run: Run): Attempt[] {
  return [...legsOf(run).values()].flatMap((attempts) => attempts.at(-1) ?? []);
}

/** One failure fails a run or call. */
function conclusionOf(newest: readonly Attempt[]): string {
  const conclusions = newest.map(({ end }) => end?.conclusion);
  if (conclusions.length > 0 && conclusions.every((conclusion) => conclusion === 'skipped')) return 'skipped';
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
