import { hostname } from 'node:os';
import type { ServeFlags } from '../commands/serve.ts';
import { CommandError } from '../exit-code.ts';
import { kafkaSettings, refuseKafkaFlags } from './kafka-settings.ts';
import { commonSettings, remoteSettings, tokenOf, workerSettings } from './process-settings.ts';
import { type ProcessSettings, type Role, ROLES, type ServerSettings } from './settings.ts';

/** What `runbook serve` is asked to be. @throws CommandError for what does not fit together */
export function serveSettings(flags: ServeFlags, environment: NodeJS.ProcessEnv): ProcessSettings {
  const roles = rolesOf(flags.roles);
  const isWhole = roles.size === ROLES.length;
  if (flags.log === 'embedded') {
    refuseKafkaFlags(flags);
    if (!isWhole) {
      throw new CommandError(
        '--roles: on the embedded log one process has all roles; fewer need --log kafka.',
      );
    }
  }
  const hasServer = roles.has('server');
  if (hasServer && flags.healthPort !== undefined) {
    throw new CommandError(
      '--health-port is for processes without the server role; the server answers /healthz, /readyz and /metrics itself.',
    );
  }
  return {
    ...commonSettings(flags, environment),
    roles,
    kafka: flags.log === 'kafka' ? kafkaSettings(flags, environment) : null,
    url: flags.url?.replace(/\/+$/, '') ?? null,
    server: hasServer ? serverSettings(flags, environment) : null,
    remote: hasServer ? null : remoteSettings(flags, `--roles ${[...roles].join(',')}`),
    worker: roles.has('worker') ? workerSettings(flags, hostname()) : null,
  };
}

function serverSettings(flags: ServeFlags, environment: NodeJS.ProcessEnv): ServerSettings {
  const { host, port, keepDays } = flags;
  const keys = {
    RUNBOOK_MASTER_KEY: environment['RUNBOOK_MASTER_KEY'],
    RUNBOOK_TOKEN: tokenOf(flags) ?? undefined,
    RUNBOOK_WORKER_TOKEN: environment['RUNBOOK_WORKER_TOKEN'],
  };
  return { host, port, keepDays, keys };
}

function rolesOf(names: readonly string[]): ReadonlySet<Role> {
  for (const name of names) {
    if (!ROLES.some((role) => role === name)) {
      throw new CommandError(`--roles: ${JSON.stringify(name)} is none of ${ROLES.join(', ')}.`);
    }
  }
  const roles = new Set(ROLES.filter((role) => names.includes(role)));
  if (roles.size === 0) throw new CommandError(`--roles names none of ${ROLES.join(', ')}.`);
  return roles;
}
