import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** The part of the environment that decides where data lies. */
export interface DataPathEnvironment {
  readonly RUNBOOK_DATA?: string | undefined;
  readonly XDG_DATA_HOME?: string | undefined;
  readonly HOME?: string | undefined;
}

/**
 * Where the data folder is unless `--data` says otherwise: `RUNBOOK_DATA`, else `$XDG_DATA_HOME/runbook`, else
 * `~/.local/share/runbook`. A relative `XDG_DATA_HOME` is ignored (XDG Base Directory Specification).
 * @returns an absolute path
 */
export function defaultDataPath(env: DataPathEnvironment): string {
  if (env.RUNBOOK_DATA) return resolve(env.RUNBOOK_DATA);
  if (env.XDG_DATA_HOME && isAbsolute(env.XDG_DATA_HOME)) return join(env.XDG_DATA_HOME, 'runbook');
  return join(env.HOME || homedir(), '.local', 'share', 'runbook');
}
