import type { IntakeResult } from '../intake-result.ts';
import type { PendingDelivery } from '../state/index.ts';

/** Turns a pending delivery into what its workflow files become. */
export interface IntakeSource {
  /**
   * Takes its time: a remote that cannot be reached is tried again inside, and other deliveries of the
   * repository wait.
   * @throws the signal's reason where it is aborted; what is wrong for good, and then the delivery ends as failed
   *   with the error's message
   */
  prepare(pending: PendingDelivery, signal: AbortSignal): Promise<IntakeResult>;
}
