import type { Logger } from 'pino';
import type { Fold, PartitionState } from '../../orchestrator/index.ts';
import type { Keys } from '../../store/index.ts';

/**
 * Says in the log, once the past was read, that this server's master key opens no webhook secret of any registered
 * repository: then it is another one than theirs, and every webhook and job would find that out by itself.
 */
export function watchMasterKey(server: {
  readonly fold: Fold;
  readonly keys: Pick<Keys, 'unseal'>;
  readonly logger: Logger;
}): void {
  const { fold, keys, logger } = server;
  const look = async (): Promise<void> => {
    await fold.caughtUp;
    if (!isOtherKey(fold.states, keys)) return;
    logger.error(
      'The master key opens no secret that is stored: it is not the key that they were sealed under. Give the ' +
        'same RUNBOOK_MASTER_KEY (or keys/master) to all servers, or register repositories and set secrets again.',
    );
  };
  // Whoever runs the fold is told of its end.
  look().catch(() => undefined);
}

/** Whether there are registrations and the key opens none of them. */
export function isOtherKey(states: ReadonlyMap<number, PartitionState>, keys: Pick<Keys, 'unseal'>): boolean {
  let tried = false;
  for (const { repositories } of states.values()) {
    for (const { registration } of repositories.values()) {
      if (registration === null) continue;
      if (opens(keys, registration.secret)) return false;
      tried = true;
    }
  }
  return tried;
}

function opens(keys: Pick<Keys, 'unseal'>, sealed: string): boolean {
  try {
    keys.unseal(sealed);
    return true;
  } catch {
    return false;
  }
}
