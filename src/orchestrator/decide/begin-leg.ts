import type { EvaluatedConcurrency, Leg } from '../../events/index.ts';
import type { Scope } from '../../workflow/index.ts';
import { type AttemptState, describeHolder, type GroupMember, type JobState } from '../state/index.ts';
import type { Beginning } from './beginning.ts';
import { callBeginning } from './calls.ts';
import { deadlockOf } from './deadlock.ts';
import { checkGrant } from './grant-size.ts';
import type { Introduction } from './introduction.ts';
import { evaluateTerms } from './offer-terms.ts';
import type { RunInHand } from './run-in-hand.ts';
import type { Slots } from './slots.ts';

/**
 * Offers a leg, makes its call, or lets it wait for `max-parallel` or a concurrency group.
 * @param introduce called once the leg's terms are known
 * @throws ExpressionError, CallError, TooLargeError before anything was decided
 */
export function beginLeg(
  inHand: RunInHand,
  options: {
    readonly job: JobState;
    readonly leg: Leg;
    readonly scope: Scope;
    readonly slots: Slots;
    /** The attempt that waits already. */
    readonly waiting?: AttemptState;
  },
  introduce: () => Introduction,
): void {
  const { batch, run } = inHand;
  const { job, leg, scope, slots, waiting } = options;
  const { owner } = batch;
  const hasSlot = waiting?.cause === 'concurrency' || waiting?.cause === 'retry';
  if (!hasSlot && !slots.take(leg)) {
    if (waiting !== undefined) return;
    const reason = `The matrix runs at most ${leg.maxParallel ?? leg.total} at once.`;
    const waits = { cause: 'max-parallel', reason, concurrency: null } as const;
    batch.add({ type: 'job_waiting', ...introduce(), owner, ...waits });
    return;
  }
  const { call } = job.definition;
  const beginning =
    call === undefined ? offerBeginning(inHand, job, scope) : callBeginning(inHand, { job, call, scope });
  const introduction = introduce();
  const member = memberOf(introduction);
  const taken = firstTaken(inHand, beginning, member);
  const deadlock = taken && deadlockOf(batch, run, member, taken);
  if (taken === null) {
    batch.add(beginning.decide(introduction));
  } else if (deadlock !== null) {
    const ending = { conclusion: 'cancelled', reason: deadlock } as const;
    batch.add({ type: 'job_cancelled', ...introduction, owner, ...ending });
  } else if (taken.group !== beginning.calledConcurrency || !waiting?.calledConcurrency) {
    const { group, holder } = taken;
    const reason = `Waits for the concurrency group ${group.group} behind ${describeHolder(batch.state, holder)}.`;
    const called = group === beginning.calledConcurrency ? { calledConcurrency: group } : {};
    const waits = { cause: 'concurrency', reason, concurrency: beginning.concurrency, ...called } as const;
    batch.add({ type: 'job_waiting', ...introduction, owner, ...waits });
  }
}

/** A leg as a member of its groups. */
export function memberOf({ run, key, leg }: Introduction): GroupMember {
  return { run, key, leg: leg.index };
}

/** How a leg begins that workers run. @throws ExpressionError, TooLargeError */
function offerBeginning({ batch, run }: RunInHand, job: JobState, scope: Scope): Beginning {
  const { owner } = batch;
  const terms = evaluateTerms(job.definition, scope);
  checkGrant(run, job, { ...scope.contexts, ...terms });
  return {
    concurrency: terms.concurrency,
    calledConcurrency: null,
    decide: (introduction) => ({ type: 'job_offered', ...introduction, owner, ...terms }),
  };
}

/** Takes the groups of a leg in their order; returns the first that somebody else has. */
export function firstTaken(
  { batch, run }: RunInHand,
  { concurrency, calledConcurrency }: Pick<Beginning, 'concurrency' | 'calledConcurrency'>,
  member: GroupMember,
): { readonly group: EvaluatedConcurrency; readonly holder: GroupMember } | null {
  for (const group of [concurrency, calledConcurrency]) {
    const holder = group && batch.takeGroup(run.repository, group, member);
    if (group !== null && holder !== null) return { group, holder };
  }
  return null;
}
