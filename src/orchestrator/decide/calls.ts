import { callDepth, callPrefix, type WorkflowCall } from '../../events/index.ts';
import { CallError, callInputs, callOutputs, type Scope } from '../../workflow/index.ts';
import {
  areNeedsDone,
  calledBy,
  conclusionOf,
  everyJobOfFile,
  isConcluded,
  type JobState,
  jobsOfFile,
  type LegState,
} from '../state/index.ts';
import type { Beginning } from './beginning.ts';
import { evaluateConcurrency } from './concurrency.ts';
import { reasonOf } from './failure.ts';
import { MOST_JOBS, type RunInHand } from './run-in-hand.ts';
import { callScope } from './scopes.ts';

/** How many files deep calls may go, the run's own counted, as on GitHub. */
const MOST_LEVELS = 10;

/** How a leg begins that calls a workflow. @throws ExpressionError, CallError */
export function callBeginning(
  inHand: RunInHand,
  { job, call, scope }: { readonly job: JobState; readonly call: WorkflowCall; readonly scope: Scope },
): Beginning {
  const { batch, run } = inHand;
  const { owner } = batch;
  const called = calledBy(run, job);
  if (called === undefined) throw new CallError(`The run has no file ${call.path} that it could call.`);
  if (callDepth(job.key) + 2 > MOST_LEVELS)
    throw new CallError(`Calls of workflows may go ${MOST_LEVELS} levels deep at most.`);
  if (inHand.declared + called.jobs.length > MOST_JOBS)
    throw new CallError(`With the jobs of ${call.path} the run would have more than ${MOST_JOBS}.`);
  const inputs = callInputs(called, call, scope);
  const { github = null, vars = null } = scope.contexts;
  const concurrency = evaluateConcurrency(job.definition.concurrency, scope);
  const calledConcurrency = evaluateConcurrency(called.concurrency, { contexts: { github, vars, inputs } });
  return {
    concurrency,
    calledConcurrency,
    decide(introduction) {
      inHand.declared += called.jobs.length;
      const groups = { concurrency, calledConcurrency };
      return { type: 'workflow_called', ...introduction, owner, path: call.path, inputs, ...groups };
    },
  };
}

/** Ends a call once all its jobs are over. */
export function decideCall(inHand: RunInHand, job: JobState, leg: LegState): void {
  const { run } = inHand;
  const prefix = callPrefix(job.key, leg.leg);
  if (!everyJobOfFile(run, prefix, isConcluded)) return;
  const nested = jobsOfFile(run, prefix);
  const inputs = run.calls.get(prefix)?.inputs ?? {};
  try {
    const scope = callScope(run, job, inputs, nested);
    const called = calledBy(run, job);
    const outputs = called === undefined ? {} : callOutputs(called, scope);
    endCall(inHand, leg, { conclusion: conclusionOf(nested), outputs });
  } catch (error) {
    endCall(inHand, leg, { conclusion: 'failure', outputs: {}, reason: reasonOf(error) });
  }
}

/** Ends a call of which nothing runs and nothing can begin. To be asked where nothing else is left to decide. */
export function endStuckCall(inHand: RunInHand, job: JobState, leg: LegState): void {
  const { run } = inHand;
  const isStuck = (one: JobState): boolean =>
    isConcluded(one) || (one.total === null && !areNeedsDone(run, one));
  if (!everyJobOfFile(run, callPrefix(job.key, leg.leg), isStuck)) return;
  const reason = 'Its jobs need each other in a circle, or one that is not there.';
  endCall(inHand, leg, { conclusion: 'failure', outputs: {}, reason });
}

function endCall(
  { batch, run }: RunInHand,
  { attempt }: LegState,
  ending: {
    readonly conclusion: ReturnType<typeof conclusionOf>;
    readonly outputs: { readonly [name: string]: string };
    readonly reason?: string;
  },
): void {
  const { repository, id } = run;
  batch.add({ type: 'call_completed', repository, run: id, job: attempt.job, owner: batch.owner, ...ending });
}
