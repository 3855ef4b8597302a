import { hostname } from 'node:os';
import type { WorkerCommandFlags } from '../commands/worker.ts';
import { kafkaSettings } from './kafka-settings.ts';
import { commonSettings, remoteSettings, workerSettings } from './process-settings.ts';
import type { ProcessSettings } from './settings.ts';

/** What `runbook worker` is asked to be. @throws CommandError for what does not fit together */
export function workSettings(flags: WorkerCommandFlags, environment: NodeJS.ProcessEnv): ProcessSettings {
  return {
    ...commonSettings(flags, environment),
    roles: new Set(['worker']),
    kafka: kafkaSettings(flags, environment),
    url: null,
    server: null,
    remote: remoteSettings(flags, 'A worker'),
    worker: workerSettings(flags, flags.name ?? hostname()),
  };
}
