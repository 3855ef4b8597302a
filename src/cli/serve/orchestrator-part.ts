import type { Logger } from 'pino';
import type { Mirrors } from '../../git/index.ts';
import type { EventLog } from '../../log/index.ts';
import {
  createMirrorIntake,
  type MirrorIntakeOptions,
  type Orchestrator,
  startOrchestrator,
} from '../../orchestrator/index.ts';
import type { Keys } from '../../store/index.ts';
import type { Shutdown } from './shutdown.ts';

/** What the orchestrator role is made of. */
export interface OrchestratorPartOptions {
  readonly log: EventLog;
  readonly mirrors: Mirrors;
  /** How intake gets at a repository: from the keys of a server in this process, or by asking one elsewhere. */
  readonly access: MirrorIntakeOptions['access'];
  /** The servers' public address, for links. */
  readonly serverUrl: string;
  readonly logger: Logger;
}

/** Starts the orchestrator role. Stopped, it leaves the group at once, so that another takes over without waiting. */
export function startOrchestratorPart(options: OrchestratorPartOptions, shutdown: Shutdown): Orchestrator {
  const { log, mirrors, access, serverUrl, logger } = options;
  const intake = createMirrorIntake({ mirrors, access, serverUrl, logger });
  const orchestrator = startOrchestrator({ log, intake, logger });
  shutdown.add(() => orchestrator.stop());
  return orchestrator;
}

/** Opens the credentials of registrations with the keys of a server in this process. */
export function accessByKeys(keys: Pick<Keys, 'unseal'>): MirrorIntakeOptions['access'] {
  return async ({ registration: { url, credentials } }) => ({
    url,
    credentials: credentials === null ? null : keys.unseal(credentials),
  });
}
