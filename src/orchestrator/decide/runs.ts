import {
  conclusionOf,
  isAdmitted,
  isConcluded,
  isWithinOpenCall,
  jobsOfFile,
  type RunState,
} from '../state/index.ts';
import type { Batch } from './batch.ts';
import { endStuckCall } from './calls.ts';
import { decideJob } from './jobs.ts';
import type { RunInHand } from './run-in-hand.ts';

/** How many decisions one batch takes before it leaves the other runs to the next: it bounds an append. */
const ENOUGH = 1_000;

/** Works off the runs of which something changed; a run stays marked until there is nothing left to decide. */
export function decideRuns(batch: Batch): void {
  const { agenda, runs } = batch.state;
  for (const id of agenda.runs) {
    if (batch.decisions.length >= ENOUGH) return;
    const run = runs.get(id);
    const before = batch.decisions.length;
    if (run !== undefined) decideRun(batch, run);
    if (batch.decisions.length === before) agenda.runs.delete(id);
  }
}

function decideRun(batch: Batch, run: RunState): void {
  const { state } = batch;
  const repository = state.repositories.get(run.repository);
  if (repository === undefined || repository.frozen !== null) return;
  if (!isAdmitted(state, run)) {
    if (run.cancel !== null) complete(batch, run, 'cancelled', run.cancel.reason);
    return;
  }
  const before = batch.decisions.length;
  const jobs = [...run.jobs.values()].reduce((sum, { total }) => sum + (total ?? 0), 0);
  const taken = { folders: new Set(run.folders), jobs, declared: run.jobs.size };
  const inHand: RunInHand = { batch, run, ...taken, cancellations: new Map() };
  for (const job of run.jobs.values()) {
    if (!isConcluded(job) && isWithinOpenCall(run, job.key)) decideJob(inHand, job);
  }
  const own = jobsOfFile(run, '');
  if (own.every(isConcluded)) {
    complete(batch, run, conclusionOf(own), run.cancel?.reason);
    return;
  }
  if (batch.decisions.length > before) return;
  for (const job of run.jobs.values()) {
    for (const leg of job.legs.values()) if (leg.attempt.status === 'called') endStuckCall(inHand, job, leg);
  }
  if (run.live === 0) {
    complete(batch, run, 'failure', 'Its jobs need each other in a circle, or one that is not there.');
  }
}

function complete(
  batch: Batch,
  run: RunState,
  conclusion: ReturnType<typeof conclusionOf>,
  reason?: string,
): void {
  const { repository, id, runAttempt } = run;
  const why = reason === undefined ? {} : { reason };
  batch.add({
    type: 'run_completed',
    repository,
    run: id,
    owner: batch.owner,
    runAttempt,
    conclusion,
    ...why,
  });
}
