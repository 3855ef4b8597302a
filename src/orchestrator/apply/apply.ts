import type { RunbookEvent } from '../../events/index.ts';
import type { PartitionState } from '../state/index.ts';
import { applyCallCompleted, applyWorkflowCalled } from './calls.ts';
import {
  applyDeliveryFailed,
  applyDeliveryHandled,
  applyDeliveryReceived,
  applyRunRequested,
  applyWorkflowRejected,
} from './deliveries.ts';
import { applyJobClaimed, applyJobCompleted, applyJobReturned, applyJobStarted, applyStep } from './facts.ts';
import {
  applyJobCancelled,
  applyJobGranted,
  applyJobOffered,
  applyJobSkipped,
  applyJobWaiting,
} from './jobs.ts';
import { applyPartitionOwned, applyWorkerLost } from './partition.ts';
import { NOT_OWNER, type Refusal } from './refusal.ts';
import { applyRegistration, applyRemoval, applySecretRemoved, applySecretSet } from './repositories.ts';
import { applyCancelRequested, applyRerunRequested, applyRunCompleted } from './runs.ts';

/** An event where it stands in its partition. */
export interface StampedEvent {
  readonly offset: number;
  /** Milliseconds since 1970 UTC, stamped by the log. */
  readonly timestamp: number;
  readonly event: RunbookEvent;
}

/** Whether an event had an effect, and if not, why. */
export type Applied = { readonly counted: true } | { readonly counted: false; readonly reason: string };

const COUNTED: Applied = { counted: true };

/**
 * Folds one event into the state that it is given. Total, and the same on every reader: a decision counts only
 * with the newest owner's id and where its precondition holds, a fact only from a worker that has the attempt.
 * An event that makes the fold throw freezes its repository, not the partition.
 */
export function apply(state: PartitionState, record: StampedEvent): Applied {
  const { event, timestamp } = record;
  if (timestamp > state.now) state.now = timestamp;
  if ('owner' in event && event.type !== 'partition_owned' && event.owner !== state.owner) {
    return refused(NOT_OWNER);
  }
  const repository = 'repository' in event ? state.repositories.get(event.repository) : undefined;
  if (repository !== undefined && repository.frozen !== null) return refused(repository.frozen);
  try {
    const refusal = applyEvent(state, event, timestamp);
    return refusal === null ? COUNTED : refused(refusal);
  } catch (error) {
    const reason = `${event.type} at offset ${record.offset} could not be folded: ${describe(error)}`;
    if (repository !== undefined) repository.frozen = reason;
    return refused(reason);
  }
}

function applyEvent(state: PartitionState, event: RunbookEvent, timestamp: number): Refusal {
  switch (event.type) {
    case 'step_started':
    case 'step_completed':
      return applyStep(state, event);
    case 'job_claimed':
      return applyJobClaimed(state, event);
    case 'job_started':
      return applyJobStarted(state, event, timestamp);
    case 'job_completed':
      return applyJobCompleted(state, event, timestamp);
    case 'job_returned':
      return applyJobReturned(state, event);
    case 'job_waiting':
      return applyJobWaiting(state, event);
    case 'job_offered':
      return applyJobOffered(state, event, timestamp);
    case 'workflow_called':
      return applyWorkflowCalled(state, event);
    case 'call_completed':
      return applyCallCompleted(state, event);
    case 'job_granted':
      return applyJobGranted(state, event);
    case 'job_skipped':
      return applyJobSkipped(state, event);
    case 'job_cancelled':
      return applyJobCancelled(state, event, timestamp);
    case 'delivery_received':
    case 'dispatch_requested':
      return applyDeliveryReceived(state, event, timestamp);
    case 'delivery_handled':
      return applyDeliveryHandled(state, event);
    case 'delivery_failed':
      return applyDeliveryFailed(state, event);
    case 'run_requested':
      return applyRunRequested(state, event);
    case 'workflow_rejected':
      return applyWorkflowRejected(state, event);
    case 'run_completed':
      return applyRunCompleted(state, event);
    case 'cancel_requested':
      return applyCancelRequested(state, event);
    case 'rerun_requested':
      return applyRerunRequested(state, event);
    case 'worker_lost':
      return applyWorkerLost(state, event, timestamp);
    case 'partition_owned':
      return applyPartitionOwned(state, event);
    case 'repository_registered':
      return applyRegistration(state, event);
    case 'repository_removed':
      return applyRemoval(state, event);
    case 'secret_set':
      return applySecretSet(state, event);
    case 'secret_removed':
    default:
      return applySecretRemoved(state, event);
  }
}

function refused(reason: string): Applied {
  return { counted: false, reason };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
