import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { type EventLog, openEmbeddedLog, openKafkaLog } from '../../log/index.ts';
import type { DataFolder } from '../../store/index.ts';
import type { ProcessSettings } from './settings.ts';

/**
 * Opens the log that a process was told to use.
 * @throws DatabaseError, LogUnavailableError, KafkaTopicError
 */
export async function openLog(
  { kafka, roles }: ProcessSettings,
  folder: DataFolder,
  logger: Logger,
): Promise<EventLog> {
  if (kafka === null) return openEmbeddedLog(folder.logDatabase);
  return openKafkaLog({ ...kafka, clientId: `runbook-${[...roles].join('-')}-${hostname()}`, logger });
}
