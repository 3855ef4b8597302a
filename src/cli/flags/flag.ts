import { Option } from 'commander';

/**
 * One flag of a command. Every flag has an environment variable, `RUNBOOK_` and its name: `--event-path` is
 * `RUNBOOK_EVENT_PATH`. The command line wins over it; an empty one counts as absent, and for a flag without
 * a value so do `0` and `false`.
 */
export function flag(flags: string, description: string, environment: NodeJS.ProcessEnv): Option {
  const option = new Option(flags, description);
  const variable = `RUNBOOK_${option.name().toUpperCase().replaceAll('-', '_')}`;
  const value = environment[variable];
  if (value === '' || repeatsGithub(variable, environment)) return option;
  // commander reads the process's own environment; the one given here decides.
  if (value === undefined && process.env[variable] !== undefined) return option;
  if (option.isBoolean() && (value === '0' || value === 'false')) return option;
  return option.env(variable);
}

/**
 * Inside a job of Runbook `RUNBOOK_JOB`, `RUNBOOK_EVENT_PATH`, `RUNBOOK_REF` ... repeat `GITHUB_JOB` and so
 * on: they describe the job that calls this program and are not meant for its flags.
 */
function repeatsGithub(variable: string, environment: NodeJS.ProcessEnv): boolean {
  const value = environment[variable];
  return value !== undefined && environment[variable.replace('RUNBOOK_', 'GITHUB_')] === value;
}
