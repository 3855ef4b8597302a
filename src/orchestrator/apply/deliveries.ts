import type {
  DeliveryFailed,
  DeliveryHandled,
  DeliveryId,
  DeliveryReceived,
  DispatchRequested,
  RepositoryName,
  RunId,
  RunRequested,
  WorkflowRejected,
} from '../../events/index.ts';
import {
  createRun,
  DELIVERY_MEMORY_MS,
  joinGroup,
  type PartitionState,
  type QueuedDelivery,
  type RepositoryState,
  runMember,
} from '../state/index.ts';
import { countId, isNextId } from './counting.ts';
import { NOT_NEXT, NOT_REGISTERED, type Refusal, REPEATED } from './refusal.ts';

const NOT_IN_HAND = 'The delivery is not the one that the repository is at.';

/** A delivery becomes pending, unless its id was seen within 30 days. */
export function applyDeliveryReceived(
  state: PartitionState,
  event: DeliveryReceived | DispatchRequested,
  timestamp: number,
): Refusal {
  const repository = state.repositories.get(event.repository);
  if (repository === undefined || repository.registration === null) return NOT_REGISTERED;
  for (const [delivery, seen] of repository.deliveries) {
    if (seen + DELIVERY_MEMORY_MS > timestamp) break;
    repository.deliveries.delete(delivery);
  }
  if (repository.deliveries.has(event.delivery)) return REPEATED;
  repository.deliveries.set(event.delivery, timestamp);
  repository.pending.push({ event, timestamp, runs: new Map() });
  state.agenda.intake.add(repository.name);
  return null;
}

/** A run exists, identified by delivery and workflow path. */
export function applyRunRequested(state: PartitionState, event: RunRequested): Refusal {
  const claim = claimRun(state, event);
  if (claim.refusal !== null) return claim.refusal;
  const { repository, delivery } = claim;
  delivery.runs.set(event.workflow.path, { run: event.run, outcome: 'started' });
  const payload = delivery.event.type === 'delivery_received' ? delivery.event.payload : {};
  const run = createRun({ id: event.run, repository: event.repository, facts: event, payload });
  state.runs.set(run.id, run);
  state.agenda.runs.add(run.id);
  if (event.concurrency !== null) joinGroup(state, repository, event.concurrency, runMember(run));
  return null;
}

/** A broken workflow file takes a run id and number, and is concluded with that. */
export function applyWorkflowRejected(state: PartitionState, event: WorkflowRejected): Refusal {
  const claim = claimRun(state, event);
  if (claim.refusal !== null) return claim.refusal;
  claim.delivery.runs.set(event.workflow.path, { run: event.run, outcome: 'rejected' });
  return null;
}

/** Intake is done with the delivery. */
export function applyDeliveryHandled(state: PartitionState, event: DeliveryHandled): Refusal {
  const found = inHand(state, event.repository, event.delivery);
  if (found === null) return NOT_IN_HAND;
  finishDelivery(state, found.repository);
  return null;
}

/** Intake gave the delivery up; one failed run says why. */
export function applyDeliveryFailed(state: PartitionState, event: DeliveryFailed): Refusal {
  const found = inHand(state, event.repository, event.delivery);
  if (found === null) return NOT_IN_HAND;
  if (!isNextId(state, event.run) || event.number !== found.repository.runNumber + 1) return NOT_NEXT;
  countId(state);
  found.repository.runNumber += 1;
  finishDelivery(state, found.repository);
  return null;
}

type Claim =
  | { readonly refusal: string }
  | { readonly refusal: null; readonly repository: RepositoryState; readonly delivery: QueuedDelivery };

/** Takes the next run id and number for one workflow file of the delivery in hand. */
function claimRun(
  state: PartitionState,
  event: {
    readonly repository: RepositoryName;
    readonly delivery: DeliveryId;
    readonly run: RunId;
    readonly number: number;
    readonly workflow: { readonly path: string };
  },
): Claim {
  const found = inHand(state, event.repository, event.delivery);
  if (found === null) return { refusal: NOT_IN_HAND };
  if (found.delivery.runs.has(event.workflow.path)) return { refusal: REPEATED };
  if (!isNextId(state, event.run) || event.number !== found.repository.runNumber + 1) {
    return { refusal: NOT_NEXT };
  }
  countId(state);
  found.repository.runNumber += 1;
  return { refusal: null, ...found };
}

function inHand(
  state: PartitionState,
  name: RepositoryName,
  id: DeliveryId,
): { readonly repository: RepositoryState; readonly delivery: QueuedDelivery } | null {
  const repository = state.repositories.get(name);
  const delivery = repository?.pending[0];
  if (repository === undefined || delivery === undefined || delivery.event.delivery !== id) return null;
  return { repository, delivery };
}

function finishDelivery(state: PartitionState, repository: RepositoryState): void {
  repository.pending.shift();
  if (repository.pending.length === 0) state.agenda.intake.delete(repository.name);
}
